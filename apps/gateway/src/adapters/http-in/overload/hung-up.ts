import { metrics } from '@wallet/service';
import type { FastifyRequest } from 'fastify';

const abandoned = metrics.counter('gateway_abandoned_calls_total', 'Calls whose caller had left before the answer', [
  'api',
]);

/** Node ends its side of a connection when the caller has ended his. */
export const hasHungUp = ({ raw: { socket } }: FastifyRequest): boolean => socket.destroyed || socket.writableEnded;

/** Counts a call that nobody waits for any more. */
export function abandon({ call }: FastifyRequest): void {
  abandoned.inc({ api: call.api ?? 'none' });
}
