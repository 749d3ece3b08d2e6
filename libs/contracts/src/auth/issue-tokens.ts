import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { keyedHashSchema } from '../fields/keyed-hash';
import { codeVerificationSchema } from '../fields/bound-values';

const grantSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('verification-code'),
    authCodeHash: keyedHashSchema,
    /** What otp found; auth decides. */
    verification: codeVerificationSchema,
  }),
  z.object({ kind: z.literal('authorization-code'), authCodeHash: keyedHashSchema }),
  z.object({ kind: z.literal('refresh-token'), refreshTokenHash: keyedHashSchema }),
]);
export type TokenGrant = z.infer<typeof grantSchema>;

const schema = z.object({
  authClientId: z.string(),
  grant: grantSchema,
  /** Keyed hash of what Alipay+ signed: the very same call has the same. Absent when a release without it sent the command. */
  callFingerprint: keyedHashSchema.optional(),
});
export type IssueTokensCommand = z.infer<typeof schema>;

/** applyToken, every grant: the one decision point. Answered `tokens`, refused, or unknown `otp-wrong`. */
export const issueTokens = defineTopic<IssueTokensCommand>({
  name: 'auth.token.command.v1',
  type: 'IssueTokens',
  schema,
  restsOn: ['token-hash'],
  additions: ['callFingerprint'],
  keyOf: ({ grant }) => (grant.kind === 'refresh-token' ? grant.refreshTokenHash : grant.authCodeHash),
});
