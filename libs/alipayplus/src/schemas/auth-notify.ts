import { z } from 'zod';
import type { Parsed } from '../parsed';
import { authState, id, text, theirResultSchema, wireDateTime } from './fields';
import { parseWith } from './parse-with';
import { scopeList } from './scopes';

const tokenCreatedSchema = z.object({
  authorizationNotifyType: z.literal('TOKEN_CREATED'),
  authClientId: id(),
  referenceMerchantId: id().optional(),
  referenceAgreementId: id(),
  accessToken: id(128),
  accessTokenExpiryTime: wireDateTime,
  refreshToken: id(128).optional(),
  refreshTokenExpiryTime: wireDateTime.optional(),
  scopes: scopeList.optional(),
  customerId: id().optional(),
  /** Masked. */
  userLoginId: text(64).optional(),
});

const tokenCanceledSchema = z.object({
  authorizationNotifyType: z.literal('TOKEN_CANCELED'),
  authClientId: id(),
  referenceMerchantId: id().optional(),
  referenceAgreementId: id().optional(),
  accessToken: id(128),
  customerId: id().optional(),
});

const authCodeCreatedSchema = z.object({
  authorizationNotifyType: z.literal('AUTHCODE_CREATED'),
  authClientId: id(),
  referenceMerchantId: id().optional(),
  referenceAgreementId: id().optional(),
  authCode: id(32),
  authState,
});

const authNotifySchema = z.discriminatedUnion('authorizationNotifyType', [
  tokenCreatedSchema,
  tokenCanceledSchema,
  authCodeCreatedSchema,
]);

const authNotifyAnswerSchema = z.object({
  result: theirResultSchema,
  acquirerId: id().optional(),
  pspId: id().optional(),
});

/** Our notice of what became of an agreement, as it is on the wire. See docs/alipayplus.md#authnotify. */
export type AuthNotify = z.output<typeof authNotifySchema>;

/** What Alipay+ answers to it. */
export type AuthNotifyAnswer = z.output<typeof authNotifyAnswerSchema>;

export const parseAuthNotify = (json: unknown): Parsed<AuthNotify> => parseWith(authNotifySchema, json);

export const parseAuthNotifyAnswer = (json: unknown): Parsed<AuthNotifyAnswer> =>
  parseWith(authNotifyAnswerSchema, json);
