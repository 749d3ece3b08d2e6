import { operatorAuthSettings } from './operator-settings';
import { rolesIn } from './roles-claim';

const oidc = {
  OPERATOR_AUTH: 'oidc',
  OPERATOR_OIDC_ISSUER: 'https://login.company.example',
  OPERATOR_OIDC_AUDIENCE: 'wallet',
  OPERATOR_OIDC_JWKS_URL: 'https://login.company.example/keys',
};

const read = (more: object) => {
  const settings = operatorAuthSettings.parse({ ...oidc, ...more });
  if (settings.OPERATOR_AUTH !== 'oidc') throw new Error('it is not oidc');
  return settings;
};

describe('the settings of an issuer', () => {
  it('need no token, and have defaults', () => {
    expect(read({})).toMatchObject({
      OPERATOR_OIDC_ALGORITHMS: ['RS256', 'PS256', 'ES256', 'EdDSA'],
      OPERATOR_OIDC_ROLES_CLAIM: 'roles',
    });
  });

  it.each([
    { OPERATOR_AUTH: 'both' },
    { OPERATOR_OIDC_ISSUER: undefined },
    { OPERATOR_OIDC_AUDIENCE: undefined },
    { OPERATOR_OIDC_JWKS_URL: 'http://login.company.example/keys' },
    { OPERATOR_OIDC_JWKS_URL: 'http://127.0.0.1.company.example/keys' },
    { OPERATOR_OIDC_JWKS_URL: 'file:///keys' },
    { OPERATOR_OIDC_ALGORITHMS: 'RS256,HS256' },
    { OPERATOR_OIDC_ALGORITHMS: 'none' },
    { OPERATOR_OIDC_ROLES: 'admin=wallet-admin' },
    { OPERATOR_OIDC_ROLES: 'viewer=' },
    { OPERATOR_OIDC_ROLES: 'viewer=a=b' },
  ])('are refused with %j', (more) => {
    expect(operatorAuthSettings.safeParse({ ...oidc, ...more }).success).toBe(false);
  });

  it.each(['http://localhost:1/keys', 'http://127.0.0.1:1/keys', 'http://[::1]:1/keys'])('may be of %s', (url) => {
    expect(read({ OPERATOR_OIDC_JWKS_URL: url }).OPERATOR_OIDC_JWKS_URL).toBe(url);
  });
});

describe('the roles in a token', () => {
  const names = 'viewer=wallet-read, viewer=wallet-audit, finance=wallet-money, support';
  const rolesOf = (payload: object, claim?: string) => {
    const given = { OPERATOR_OIDC_ROLES: names, ...(claim && { OPERATOR_OIDC_ROLES_CLAIM: claim }) };
    const { OPERATOR_OIDC_ROLES_CLAIM, OPERATOR_OIDC_ROLES } = read(given);
    return rolesIn(payload as Record<string, unknown>, OPERATOR_OIDC_ROLES_CLAIM, OPERATOR_OIDC_ROLES);
  };

  it.each([
    [{ roles: ['wallet-money', 'wallet-audit', 'finance'] }, undefined, ['viewer', 'finance']],
    [{ roles: 'support wallet-read' }, undefined, ['viewer', 'support']],
    [{ realm_access: { roles: ['wallet-money'] } }, 'realm_access.roles', ['finance']],
    [{ 'https://company.example/roles': ['support'] }, 'https://company.example/roles', ['support']],
    [{ 'cognito:groups': ['wallet-read'] }, 'cognito:groups', ['viewer']],
  ])('are those of the claim: %j %s', (payload, claim, roles) => {
    expect(rolesOf(payload, claim)).toEqual(roles);
  });

  it.each([
    [{}, undefined],
    [{ roles: null }, undefined],
    [{ roles: { support: true } }, undefined],
    [{ roles: ['wallet-admin', 7, ['support'], 'viewer'] }, undefined],
    [{ roles: ['support'] }, 'realm_access.roles'],
    [{ realm_access: 'support' }, 'realm_access.roles'],
    [{}, 'constructor.name'],
  ])('are none: %j %s', (payload, claim) => {
    expect(rolesOf(payload, claim)).toEqual([]);
  });
});
