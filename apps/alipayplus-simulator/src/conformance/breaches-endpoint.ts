import type { FastifyInstance } from 'fastify';
import type { Breaches } from './breaches';

/** `GET /breaches`: every rule of Alipay+ that a message of the wallet has broken since the start. */
export function breachesEndpoint(server: FastifyInstance, breaches: Breaches): void {
  server.get('/breaches', () => breaches.seen());
}
