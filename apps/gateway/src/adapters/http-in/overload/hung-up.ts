import { metrics } from '@wallet/service';
import type { FastifyRequest } from 'fastify';

const abandoned = metrics.counter('gateway_abandoned_calls_total', 'Calls whose caller had left before the answer', [
  'api',
]);

/** Node ends its side of a connection when the caller has ended his. */
export const hasHungUp = ({ raw: { socket } }: FastifyRequest): boolean => socket.destroyed || socket.writableEnded;

/**
 * Goes on once the event loop has read the connections again: a call that had to wait in its socket comes first, and the
 * end of its connection after it.
 */
export function afterHangUps(goOn: () => void): void {
  setImmediate(() => setImmediate(goOn));
}

/** Counts a call that nobody waits for any more. */
export function abandon({ call }: FastifyRequest): void {
  abandoned.inc({ api: call.api ?? 'none' });
}
