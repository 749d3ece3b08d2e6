import { metrics } from '@wallet/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Overload } from '../../../application/overload/admission';

const shed = metrics.counter('gateway_shed_calls_total', 'Calls refused with a bare 503, by why', ['api', 'reason']);

/** Why a call gets no signed answer, beside what bounds the work: too many signatures wait, nobody waits, none was made. */
type Unsigned = 'signing' | 'late' | 'unsigned';

/** What a gateway can still say when it cannot sign in time: a 503 without a body, which is unknown to Alipay+. */
export function refuseBare({ call }: FastifyRequest, reply: FastifyReply, reason: Overload | Unsigned): void {
  shed.inc({ api: call.api ?? 'none', reason });
  void reply.code(503).header('retry-after', '1').send();
}
