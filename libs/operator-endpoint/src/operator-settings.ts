import { amountsByCurrency, type AmountsByCurrency } from '@wallet/money';
import { settings } from '@wallet/service';
import { z } from 'zod';
import { tokensIn } from './shared-token';
import { operatorRoles, type OperatorRole } from '@wallet/operator-contract';

/** What every service with an operator endpoint has; spread into its `z.object({ ...operatorSettings, … })`. */
export const operatorSettings = {
  /** Never public. */
  OPERATOR_PORT: settings.port(),
  /** Not set: HOST. */
  OPERATOR_HOST: settings.text().optional(),
};

const defaultCeilings =
  'HKD:100000.00,CNY:100000.00,USD:10000.00,EUR:10000.00,GBP:10000.00,SGD:20000.00,MYR:50000.00,THB:500000.00,' +
  'PHP:500000.00,IDR:200000000.00,KRW:20000000,JPY:2000000,TWD:500000.00,AUD:20000.00';

/** For a service where operators make money: what waits for a second one, and how long. */
export const approvalSettings = {
  /** What is above them waits; so does everything in a currency without a ceiling. */
  APPROVAL_CEILINGS: amountsByCurrency(defaultCeilings),
  APPROVAL_LIFE_HOURS: settings.positiveInt(72),
};

const hourMs = 60 * 60 * 1_000;

export const approvalRulesOf = (settings: { APPROVAL_CEILINGS: AmountsByCurrency; APPROVAL_LIFE_HOURS: number }) => ({
  ceilings: settings.APPROVAL_CEILINGS,
  lifeMs: settings.APPROVAL_LIFE_HOURS * hourMs,
});

const asymmetric = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Who can answer in the issuer's place can make himself any operator. */
function isSafe(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname));
}

const isRole = (text: string | undefined): text is OperatorRole => operatorRoles.some((role) => role === text);
const pairsOf = (list: readonly string[]) => list.map((item) => item.split('=').map((part) => part.trim()));

const roleNames = settings
  .commaList([...operatorRoles])
  .refine(
    (list) => pairsOf(list).every(([role, name, ...more]) => isRole(role) && name !== '' && more.length === 0),
    `must be like ${operatorRoles.map((role) => `${role}=wallet-${role}`).join()}`,
  )
  .transform((list) => {
    const pairs = pairsOf(list).map(([role, name]) => [name ?? role, role]);
    return new Map(pairs.filter((pair): pair is [string, OperatorRole] => isRole(pair[1])));
  });

/** How operators say who they are; a part of every config with `operatorSettings`, by `z.intersection`. */
export const operatorAuthSettings = z.discriminatedUnion(
  'OPERATOR_AUTH',
  [
    z.object({
      OPERATOR_AUTH: z.literal('token').optional(),
      OPERATOR_TOKEN_FILE: settings.liveFile().refine((file) => tokensIn(file.read()) !== undefined, {
        message: 'must hold a token of at least 16 characters without spaces, or two, each on a line of its own',
      }),
    }),
    z.object({
      OPERATOR_AUTH: z.literal('oidc'),
      OPERATOR_OIDC_ISSUER: settings.text(),
      OPERATOR_OIDC_AUDIENCE: settings.text(),
      OPERATOR_OIDC_JWKS_URL: settings.url().refine(isSafe, 'must be https, or http on this machine'),
      OPERATOR_OIDC_ALGORITHMS: settings
        .commaList(['RS256', 'PS256', 'ES256', 'EdDSA'])
        .refine((list) => list.every((each) => asymmetric.includes(each)), `must be of ${asymmetric.join()}`),
      OPERATOR_OIDC_ROLES_CLAIM: settings.text('roles'),
      OPERATOR_OIDC_ROLES: roleNames,
    }),
  ],
  'must be token or oidc',
);

export type OperatorAuthSettings = z.output<typeof operatorAuthSettings>;
export type OidcSettings = Extract<OperatorAuthSettings, { OPERATOR_AUTH: 'oidc' }>;
