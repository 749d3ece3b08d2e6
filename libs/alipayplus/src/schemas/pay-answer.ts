import { z } from 'zod';
import type { Parsed } from '../parsed';
import { id, resultSchema, wireDateTime } from './fields';
import { parseWith } from './parse-with';

const payAnswerSchema = z.object({
  result: resultSchema,
  pspId: id().optional(),
  customerId: id().optional(),
  paymentId: id().optional(),
  paymentTime: wireDateTime.optional(),
  verifyRequestId: id().optional(),
});

/** Our answer to `pay`, as it is on the wire. See docs/alipayplus.md#pay. */
export type PayAnswer = z.output<typeof payAnswerSchema>;

export const parsePayAnswer = (json: unknown): Parsed<PayAnswer> => parseWith(payAnswerSchema, json);
