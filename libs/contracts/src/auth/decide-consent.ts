import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { customerLookupSchema } from '../fields/purchase';

const schema = z.object({
  consentId: z.string(),
  customer: customerLookupSchema,
  decision: z.enum(['give', 'refuse']),
});
export type DecideConsentCommand = z.infer<typeof schema>;

/**
 * The user's decision on the consent page. Given: an authCode and its fact. Answered `consent-decided`; the same decision
 * of the same customer again is the same answer while its code lives, another is refused `ConsentDecided`.
 */
export const decideConsent = defineTopic<DecideConsentCommand>({
  name: 'auth.consent.command.v1',
  type: 'DecideConsent',
  schema,
  restsOn: ['token-hash'],
  keyOf: (command) => command.consentId,
});
