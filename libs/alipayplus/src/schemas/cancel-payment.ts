import { z } from 'zod';
import type { Parsed } from '../results/parsed';
import { id } from './fields';
import { parseWith } from './parse-with';

const cancelPaymentSchema = z.object({ acquirerId: id(), pspId: id(), paymentRequestId: id() });

/** Undo a payment, whatever became of it. See docs/alipayplus.md#cancelpayment. */
export type CancelPayment = z.output<typeof cancelPaymentSchema>;

export const parseCancelPayment = (json: unknown): Parsed<CancelPayment> => parseWith(cancelPaymentSchema, json);
