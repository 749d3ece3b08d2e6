import { errors, jwtVerify, type JWTPayload } from 'jose';
import { IssuerKeys } from './issuer-keys';
import { unauthorized, type Caller, type OperatorAuth } from './operator-auth';
import type { OidcSettings } from './operator-settings';
import { rolesIn } from './roles-claim';

/** Clocks may differ by so much. */
const skewSeconds = 10;

/** What is kept with a change must be one line that can be told from another. */
const subjectForm = /^(?!\s)[^\p{Cc}]{1,100}(?<!\s)$/u;

/** `OPERATOR_AUTH=oidc`: operators come with a JWT of the company's issuer. */
export class OidcTokens implements OperatorAuth {
  constructor(
    private readonly settings: OidcSettings,
    private readonly keys: Pick<IssuerKeys, 'find'> = new IssuerKeys(settings.OPERATOR_OIDC_JWKS_URL),
  ) {}

  async authenticate(token: string): Promise<Caller> {
    const payload = await this.verified(token);
    const subject = payload.sub ?? '';
    if (!subjectForm.test(subject)) throw unauthorized('the subject of the token is no name of 1 to 100 characters');
    const { OPERATOR_OIDC_ROLES_CLAIM: claim, OPERATOR_OIDC_ROLES: names } = this.settings;
    return { subject, roles: rolesIn(payload, claim, names) };
  }

  private async verified(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.keys.find, {
        algorithms: [...this.settings.OPERATOR_OIDC_ALGORITHMS],
        issuer: this.settings.OPERATOR_OIDC_ISSUER,
        audience: this.settings.OPERATOR_OIDC_AUDIENCE,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: skewSeconds,
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof TypeError) throw unauthorized(reasonOf(error));
      throw error;
    }
  }
}

const claimReasons: Readonly<Record<string, string>> = {
  iss: 'the token is of another issuer',
  aud: 'the token is for another audience',
  nbf: 'the token is not valid yet',
  exp: 'the token does not say when it expires',
  sub: 'the token does not say whose it is',
};

function reasonOf(error: Error): string {
  if (error instanceof errors.JWTExpired) return 'the token has expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return claimReasons[error.claim] ?? `the token's claim ${error.claim} is not good`;
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return 'the token is signed by an algorithm that is not allowed';
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed) {
    return "the token is not signed by a key of the company's issuer";
  }
  return "the token is no JWT of the company's issuer";
}
