import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { OperatorIssuer } from './operator-issuer';
import { operatorToken } from './operator-token';

test('the local issuer names operators by a key of the stack, which stays', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'issuer-spec-'));
  const keyFile = join(dir, 'keys/operator-issuer-private.pem');
  for (let time = 0; time < 2; time += 1) {
    const issuer = await OperatorIssuer.start(dir);
    const { OPERATOR_OIDC_ISSUER, OPERATOR_OIDC_AUDIENCE, OPERATOR_OIDC_JWKS_URL } = issuer.env;
    const keys = (await (await fetch(OPERATOR_OIDC_JWKS_URL ?? '')).json()) as JSONWebKeySet;
    expect(JSON.stringify(keys)).not.toContain('"d"');
    const token = await operatorToken(keyFile, { LOCAL_OPERATOR: 'olga', LOCAL_OPERATOR_ROLES: 'viewer, finance' });
    const options = { issuer: OPERATOR_OIDC_ISSUER ?? '', audience: OPERATOR_OIDC_AUDIENCE ?? '' };
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), options);
    expect(payload).toMatchObject({ sub: 'olga', roles: ['viewer', 'finance'] });
    expect(JSON.parse(issuer.tokenCommand)).toContain(keyFile);
    await issuer.stop();
  }
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  rmSync(dir, { recursive: true });
});
