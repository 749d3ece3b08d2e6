import { z } from 'zod';
import type { Parsed } from '../results/parsed';
import { id } from './fields';
import { parseWith } from './parse-with';

const inquiryPaymentSchema = z.object({ acquirerId: id(), pspId: id(), paymentRequestId: id() });

/** What became of a payment? See docs/alipayplus.md#inquirypayment. */
export type InquiryPayment = z.output<typeof inquiryPaymentSchema>;

export const parseInquiryPayment = (json: unknown): Parsed<InquiryPayment> => parseWith(inquiryPaymentSchema, json);
