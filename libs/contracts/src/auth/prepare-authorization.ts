import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { customerLookupSchema } from '../fields/purchase';
import { bindingKey, bindingSchema, scopesSchema } from './binding';

const schema = bindingSchema.extend({
  authClientName: z.string(),
  /** Shown instead of the name where a user reads it. */
  authClientDisplayName: z.string().optional(),
  referenceMerchantId: z.string().optional(),
  /** Compared by a repeat; where the user returns to, if the flow is by redirect: then its host is allowed. */
  authRedirectUrl: z.string().optional(),
  /** Opaque; echoed to the auth client. */
  authState: z.string().optional(),
  scopes: scopesSchema,
  flow: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('sms'), customer: customerLookupSchema }),
    z.object({ kind: z.literal('redirect') }),
  ]),
});
export type PrepareAuthorizationCommand = z.infer<typeof schema>;

/** prepare. By SMS: makes an authCode and forwards to otp, which answers `prepared`. By redirect: answers `consent-requested`. */
export const prepareAuthorization = defineTopic<PrepareAuthorizationCommand>({
  name: 'auth.preparation.command.v1',
  type: 'PrepareAuthorization',
  schema,
  restsOn: ['token-hash'],
  keyOf: bindingKey,
});
