import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { customerLookupSchema } from '../fields/purchase';

const schema = z.object({
  consentId: z.string(),
  /** The user of the wallet's session, when there is one already. */
  customer: customerLookupSchema.optional(),
});
export type ShowConsentCommand = z.infer<typeof schema>;

/** The consent page: who asks for what? Answered `consent-page`, or refused `ConsentNotFound`. */
export const showConsent = defineTopic<ShowConsentCommand>({
  name: 'auth.consent-page.command.v1',
  type: 'ShowConsent',
  schema,
  restsOn: ['token-hash'],
  keyOf: (command) => command.consentId,
});
