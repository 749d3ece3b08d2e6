import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { keyedHashSchema } from '../fields/keyed-hash';
import { sealedSchema } from '../fields/sealed';

const schema = z.object({
  accessTokenHash: keyedHashSchema,
  verifyRequestId: z.string(),
  /** Sealed for `CheckOtp` of this token and correlation id: auth hands it on as it is. */
  sealedOtpCode: sealedSchema,
});
export type VerifyCustomerCommand = z.infer<typeof schema>;

/** verifyOTP: whose token is it? Forwards to otp; a token that is not valid is refused here. */
export const verifyCustomer = defineTopic<VerifyCustomerCommand>({
  name: 'auth.verification.command.v1',
  type: 'VerifyCustomer',
  schema,
  restsOn: ['token-hash', 'seal'],
  keyOf: (command) => command.accessTokenHash,
});
