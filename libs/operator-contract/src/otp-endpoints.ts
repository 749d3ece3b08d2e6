import { z } from 'zod';
import { commonEndpoints } from './dead-letters';
import { get } from './endpoint';
import { moment } from './fields';

/** What became of the codes of one payment; neither a code nor a number. */
const paymentCode = z.object({
  verifyRequestId: z.string(),
  /**
   * Of the newest. `issued`: given to the provider, who has not said what became of it. `unsent`: held back by a limit, or refused
   * by the provider.
   */
  state: z.enum(['issued', 'sent', 'unsent']),
  /** Messages that the provider was given and has not refused. */
  sends: z.number(),
  lastSentAt: moment.optional(),
  /** Distinct ones that cost a try. */
  wrongCodes: z.number(),
  verified: z.boolean(),
  /** Then Redis forgets it. */
  keptUntil: moment,
});
export type PaymentCode = z.output<typeof paymentCode>;

/** The calls of otp. */
export const otpEndpoints = {
  ...commonEndpoints,
  showPaymentCode: get(
    'payments/:paymentRequestId/code',
    'viewer',
    'SMS and wrong codes of a payment, while Redis has it',
    {
      answer: paymentCode,
    },
  ),
};
