import { metrics } from '@wallet/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Overload } from '../../../application/overload/admission';

const shed = metrics.counter('gateway_shed_calls_total', 'Calls refused with a bare 503, by why', ['api', 'reason']);

/** What an overloaded gateway can still say in time: an unsigned 503 without a body, which is unknown to Alipay+. */
export function refuseBare({ call }: FastifyRequest, reply: FastifyReply, reason: Overload | 'signing' | 'late'): void {
  shed.inc({ api: call.api ?? 'none', reason });
  void reply.code(503).header('retry-after', '1').send();
}
