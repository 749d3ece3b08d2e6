import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isEvaluation } from '../wire/exchange';
import { jsonOf } from '../http/request-body';
import type { Timelines } from './timelines';

const wanted = z.strictObject({
  /** Of the pay. */
  body: z
    .looseObject({ acquirerId: z.string(), pspId: z.string(), paymentRequestId: z.string() })
    .refine((body) => !isEvaluation(body), 'an evaluation has no timeline'),
  timeScale: z.number().positive().optional(),
});

/** `POST /timeline` pays and does what Alipay+ does until the payment is final; answers then, with all exchanges. */
export function timelineEndpoint(server: FastifyInstance, timelines: Timelines): void {
  server.post('/timeline', (request) => {
    const { body, timeScale } = wanted.parse(jsonOf(request.body));
    return timelines.run(body, timeScale);
  });
}
