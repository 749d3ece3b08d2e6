import { z } from 'zod';
import { ids } from '../fields/ids';

/** What names an agreement for ever: unique for the auth client (usually the merchant), also after its end. */
export const bindingSchema = z.object({
  authClientId: z.string(),
  referenceAgreementId: ids.referenceAgreementId,
});
export type Binding = z.infer<typeof bindingSchema>;

/** One text for a pair, unambiguous because ids hold no quotes. */
export const bindingKey = ({ authClientId, referenceAgreementId }: Binding): string =>
  JSON.stringify([authClientId, referenceAgreementId]);

/** The pair that `bindingKey` made a text of. */
export function bindingOf(key: string): Binding {
  const [authClientId, referenceAgreementId] = JSON.parse(key) as [string, Binding['referenceAgreementId']];
  return { authClientId, referenceAgreementId };
}

/** What the user agreed to. */
export const agreementScopes = [
  'AGREEMENT_PAY',
  'BASE_USER_INFO',
  'HASH_LOGIN_ID',
  'SEND_OTP',
  'USER_INFO',
  'USER_LOGIN_ID',
] as const;
export const scopesSchema = z.array(z.enum(agreementScopes)).min(1);
export type AgreementScope = (typeof agreementScopes)[number];
