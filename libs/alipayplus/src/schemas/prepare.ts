import { z } from 'zod';
import type { Parsed } from '../results/parsed';
import { authState, freeText, id, passThroughInfo, redirectUrl, text } from './fields';
import { parseWith } from './parse-with';
import { scopeList } from './scopes';

const prepareFields = {
  acquirerId: id(),
  pspId: id(),
  authClientId: id(),
  authClientName: freeText(256),
  authClientDisplayName: freeText(256).optional(),
  authRedirectUrl: redirectUrl.optional(),
  authState: authState.optional(),
  /** With `authClientId` the key that makes a repeat a repeat. */
  referenceAgreementId: id(),
  referenceMerchantId: id().optional(),
  scopes: scopeList,
  customerBelongsTo: text(64).optional(),
  terminalType: text(32).optional(),
  osType: text(32).optional(),
  osVersion: text(64).optional(),
  passThroughInfo: passThroughInfo.optional(),
};

const smsSchema = z
  .object({ ...prepareFields, userLoginId: text(64), userLoginIdType: text(32).optional() })
  .transform((prepare) => ({ kind: 'sms' as const, ...prepare }));

const redirectSchema = z
  .object({ ...prepareFields, authRedirectUrl: redirectUrl, authState })
  .transform((prepare) => ({ kind: 'redirect' as const, ...prepare }));

const actionMark = z.object({ authorizationAction: z.literal('SMS', 'must be SMS or absent').optional() });

/** An auth client asks for a user's agreement: by an OTP, or on the wallet's consent page. See docs/alipayplus.md#prepare. */
export type Prepare = z.output<typeof smsSchema> | z.output<typeof redirectSchema>;

/** `authorizationAction` decides the kind. Whether the auth client may redirect to this host is not checked here. */
export function parsePrepare(json: unknown): Parsed<Prepare> {
  const mark = parseWith(actionMark, json);
  if (!mark.ok) return mark;
  return mark.value.authorizationAction === 'SMS' ? parseWith(smsSchema, json) : parseWith(redirectSchema, json);
}
