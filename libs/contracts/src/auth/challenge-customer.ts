import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { keyedHashSchema } from '../fields/keyed-hash';

const schema = z.object({ accessTokenHash: keyedHashSchema });
export type ChallengeCustomerCommand = z.infer<typeof schema>;

/** sendOTP by access token: whose is it? Forwards to otp; a token that is not valid is refused here. */
export const challengeCustomer = defineTopic<ChallengeCustomerCommand>({
  name: 'auth.challenge.command.v1',
  type: 'ChallengeCustomer',
  schema,
  restsOn: ['token-hash'],
  keyOf: (command) => command.accessTokenHash,
});
