import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { redirectPrefix } from '../wire/send-answer';
import type { Books } from '../books/books';
import { jsonOf } from '../http/request-body';
import type { Faults } from './faults';

const wanted = z.strictObject({ faults: z.string(), seed: z.int().nonnegative().optional() });

/**
 * `PUT /faults` sets how the answers to the wallet's calls go wrong (`parseFaults` has the form; empty: not at all), `GET /faults`
 * shows it and how often it did. Where a `redirect` leads, nobody may come.
 */
export function faultsEndpoints(server: FastifyInstance, faults: Faults, books: Books): void {
  server.get('/faults', () => faults.view());

  server.put('/faults', (request) => {
    const { faults: text, seed } = wanted.parse(jsonOf(request.body));
    faults.set(text, seed);
    return faults.view();
  });

  server.all(`${redirectPrefix}/*`, (_, reply) => {
    books.bookFault('the wallet followed a redirect');
    return reply.code(404).send();
  });
}
