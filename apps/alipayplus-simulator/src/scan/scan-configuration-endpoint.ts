import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { merchants } from './merchants';

const regions = [...new Set(merchants.map(({ region }) => region))].sort();
const markPath = '/scan/mark.svg';
const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 32" role="img"><title>Accepted here</title><rect width="96" height="32" rx="6" fill="#1677ff"/><text x="48" y="21" font-size="14" text-anchor="middle" fill="#fff">Scan + Pay</text></svg>';

/** What a wallet shows on its scan page, `GET /scan/configuration`: the regions of the merchants, each with one mark. */
export function scanConfigurationEndpoint(server: FastifyInstance): void {
  server.get(markPath, (_, reply) => reply.type('image/svg+xml').send(logo));

  server.get('/scan/configuration', ({ protocol, host, headers }, reply) => {
    const marks = [{ name: 'Simulated brand', logoUrl: `${protocol}://${host}${markPath}` }];
    const shown = regions.map((region) => ({ region, marks: { MPM: marks, UPM: marks } }));
    const text = JSON.stringify({ version: 'simulator_1', regions: shown });
    const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 16)}"`;
    reply.header('etag', etag).type('application/json');
    return headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(text);
  });
}
