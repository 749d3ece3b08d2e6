import { metrics } from '@wallet/service';
import type { FastifyRequest } from 'fastify';

const abandoned = metrics.counter('gateway_abandoned_calls_total', 'Calls whose caller had left before the answer', [
  'api',
]);

export const hasHungUp = ({ raw }: FastifyRequest): boolean => raw.socket.destroyed;

/** Counts a call that nobody waits for any more. */
export function abandon({ call }: FastifyRequest): void {
  abandoned.inc({ api: call.api ?? 'none' });
}
