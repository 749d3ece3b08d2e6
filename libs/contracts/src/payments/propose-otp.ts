import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { ids } from '../fields/ids';

const schema = z.object({
  paymentRequestId: ids.paymentRequestId,
  /** As sent, perhaps masked; compared with the order's when it is not masked, never a destination. */
  userLoginId: z.string(),
  userLoginIdType: z.string(),
});
export type ProposeOtpCommand = z.infer<typeof schema>;

/** sendOTP for an order: is it open? Forwards to otp with a proposed id; an unknown or final order is refused here. */
export const proposeOtp = defineTopic<ProposeOtpCommand>({
  name: 'payments.resend.command.v1',
  type: 'ProposeOtp',
  schema,
  keyOf: (command) => command.paymentRequestId,
});
