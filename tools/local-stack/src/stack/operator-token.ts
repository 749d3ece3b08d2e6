import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SignJWT } from 'jose';
import { audience, issuerName, keyId } from './operator-issuer';

/** Of whoever LOCAL_OPERATOR names, with the roles of LOCAL_OPERATOR_ROLES; good for five minutes. */
export function operatorToken(keyFile: string, env: NodeJS.ProcessEnv): Promise<string> {
  const roles = (env['LOCAL_OPERATOR_ROLES'] ?? 'viewer,support,finance').split(',').map((role) => role.trim());
  return new SignJWT({ roles })
    .setProtectedHeader({ alg: 'ES256', kid: keyId })
    .setIssuer(issuerName)
    .setAudience(audience)
    .setSubject(env['LOCAL_OPERATOR'] || env['USER'] || 'operator')
    .setExpirationTime('5m')
    .sign(createPrivateKey(readFileSync(keyFile)));
}
