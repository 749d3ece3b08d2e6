import { createHmac, createPublicKey, generateKeyPairSync, sign, type JsonWebKey } from 'node:crypto';
import type { HttpException } from '@nestjs/common';
import { DependencyFault } from '@wallet/service';
import { TokenIssuer } from '@wallet/testkit';
import { IssuerKeys } from './issuer-keys';
import { OidcTokens } from './oidc-tokens';
import { operatorAuthSettings, type OidcSettings } from './operator-settings';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

describe('the tokens of an issuer', () => {
  let issuer: TokenIssuer;
  let settings: OidcSettings;
  let tokens: OidcTokens;
  let now: number;
  beforeEach(async () => {
    issuer = await TokenIssuer.start();
    settings = operatorAuthSettings.parse({
      OPERATOR_AUTH: 'oidc',
      OPERATOR_OIDC_ISSUER: issuer.issuer,
      OPERATOR_OIDC_AUDIENCE: issuer.audience,
      OPERATOR_OIDC_JWKS_URL: issuer.jwksUrl,
    }) as OidcSettings;
    now = 0;
    const times = { timeoutMs: 300, cacheMs: 600_000, coolDownMs: 30_000 };
    tokens = new OidcTokens(settings, new IssuerKeys(issuer.jwksUrl, times, () => now));
  });
  afterEach(() => issuer.stop());

  const reasonOf = async (token: string): Promise<unknown> => {
    const error = (await tokens.authenticate(token).catch((thrown: unknown) => thrown)) as HttpException;
    if (!('getStatus' in error)) return error;
    return [error.getStatus(), (error.getResponse() as { message: string }).message];
  };

  it('say who it is, and what this person may', async () => {
    const token = await issuer.sign({ sub: 'olga@company.example', roles: ['support', 'cook'] });
    expect(await tokens.authenticate(token)).toEqual({ subject: 'olga@company.example', roles: ['support'] });
    const many = await issuer.sign({ aud: ['other', issuer.audience], nbf: inSeconds(5), exp: inSeconds(-5) });
    expect(await tokens.authenticate(many)).toEqual({ subject: 'olga@company.example', roles: [] });
  });

  it.each(['RS256', 'PS256', 'EdDSA'])('may be signed by %s', async (algorithm) => {
    await issuer.addKey('other', algorithm);
    expect(await tokens.authenticate(await issuer.sign({ sub: 'o' }, 'other'))).toMatchObject({ subject: 'o' });
  });

  it.each([
    ['expired', { exp: inSeconds(-15) }, 'has expired'],
    ['without an expiry', { exp: undefined }, 'when it expires'],
    ['not valid yet', { nbf: inSeconds(60) }, 'not valid yet'],
    ['for another audience', { aud: 'wallet-app' }, 'another audience'],
    ['for no audience', { aud: undefined }, 'another audience'],
    ['of another issuer', { iss: 'https://login.company.example' }, 'another issuer'],
    ['of nobody', { sub: undefined }, 'whose it is'],
    ['of an empty name', { sub: '' }, 'subject'],
    ['of a name that would not be one line', { sub: 'olga\nbob' }, 'subject'],
    ['of a name with spaces around', { sub: 'olga ' }, 'subject'],
    ['of too long a name', { sub: 'x'.repeat(101) }, 'subject'],
  ])('are refused when %s', async (_, claims, reason) => {
    expect(await reasonOf(await issuer.sign(claims as Record<string, unknown>))).toEqual([
      401,
      expect.stringContaining(reason),
    ]);
  });

  it.each(['', 'x', 'a.b.c', 'e30.e30.e30', `${encode({ alg: 'ES256' })}.${encode({})}.`])(
    'are not %p',
    async (text) => {
      expect(await reasonOf(text)).toEqual([401, expect.any(String)]);
    },
  );

  describe('that somebody else made', () => {
    const claims = () => ({ iss: issuer.issuer, aud: issuer.audience, sub: 'mallory', exp: inSeconds(300) });
    const partsOf = (header: object) => `${encode(header)}.${encode({ ...claims(), roles: ['finance'] })}`;

    it('are refused without a signature', async () => {
      for (const alg of ['none', 'None', '']) {
        for (const signature of ['', 'x']) {
          expect(await reasonOf(`${partsOf({ alg, kid: '1' })}.${signature}`)).toEqual([401, expect.any(String)]);
        }
      }
    });

    it.each(['HS256', 'HS512'])('are refused when the public key is the secret of %s', async (alg) => {
      await issuer.addKey('rsa', 'RS256');
      const { keys } = JSON.parse(issuer.jwks()) as { keys: JsonWebKey[] };
      const rsa = createPublicKey({ key: keys[1]!, format: 'jwk' });
      const parts = partsOf({ alg, kid: 'rsa' });
      const secrets = [
        ...(['spki', 'pkcs1'] as const).map((type) => rsa.export({ type, format: 'pem' })),
        rsa.export({ type: 'spki', format: 'der' }),
        JSON.stringify(keys[1]),
      ];
      for (const secret of secrets) {
        const signature = createHmac(alg.replace('HS', 'sha'), secret).update(parts).digest('base64url');
        expect(await reasonOf(`${parts}.${signature}`)).toEqual([401, expect.stringContaining('not allowed')]);
      }
    });

    it('are refused when another key signed, wherever the token says to find it', async () => {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const jwk = publicKey.export({ format: 'jwk' });
      for (const header of [{ kid: '1' }, {}, { kid: '2' }, { kid: '1', jwk }, { kid: '2', jku: issuer.jwksUrl }]) {
        const parts = partsOf({ alg: 'ES256', ...header });
        const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
        const signature = sign('sha256', Buffer.from(parts), key).toString('base64url');
        expect(await reasonOf(`${parts}.${signature}`)).toEqual([401, expect.stringContaining('not signed by a key')]);
      }
    });

    it('are refused when the claims were changed after', async () => {
      const [header, , signature] = (await issuer.sign({ roles: ['viewer'] })).split('.');
      const forged = `${header}.${encode({ ...claims(), roles: ['finance'] })}.${signature}`;
      expect(await reasonOf(forged)).toEqual([401, expect.stringContaining('not signed by a key')]);
    });
  });

  it('are refused by an algorithm that the settings leave out', async () => {
    const strict = new OidcTokens({ ...settings, OPERATOR_OIDC_ALGORITHMS: ['RS256'] });
    await expect(strict.authenticate(await issuer.sign({}))).rejects.toMatchObject({ status: 401 });
  });

  describe('whose keys change', () => {
    it('are checked without asking each time', async () => {
      for (let turn = 0; turn < 5; turn += 1) await tokens.authenticate(await issuer.sign({}));
      expect(issuer.asked).toBe(1);
    });

    it('are good by a new key, which forged tokens do not make us look for all the time', async () => {
      await tokens.authenticate(await issuer.sign({}));
      await issuer.addKey('2');
      const fresh = await issuer.sign({}, '2');
      for (let turn = 0; turn < 5; turn += 1) expect(await reasonOf(fresh)).toEqual([401, expect.any(String)]);
      expect(issuer.asked).toBe(1);
      now += 30_001;
      expect(await tokens.authenticate(fresh)).toMatchObject({ subject: 'olga@company.example' });
      expect(issuer.asked).toBe(2);
    });

    it('are no longer good by one that was withdrawn', async () => {
      const token = await issuer.sign({});
      await tokens.authenticate(token);
      await issuer.addKey('2');
      issuer.removeKey('1');
      now += 600_001;
      expect(await reasonOf(token)).toEqual([401, expect.stringContaining('not signed by a key')]);
    });
  });

  describe('while the issuer does not say its keys', () => {
    it.each(['hang', 'trickle', 'drop', { status: 500, body: '' }, { status: 200, body: '{"keys":1}' }] as const)(
      'are neither good nor bad: %j',
      async (fault) => {
        issuer.fault = fault;
        const startedAt = Date.now();
        expect(await reasonOf(await issuer.sign({}))).toBeInstanceOf(DependencyFault);
        expect(Date.now() - startedAt).toBeLessThan(5_000);
        issuer.fault = undefined;
        expect(await tokens.authenticate(await issuer.sign({}))).toMatchObject({ subject: 'olga@company.example' });
      },
    );

    it('are not read to the end when the answer has none', async () => {
      issuer.fault = { status: 200, body: ' '.repeat(600_000) + issuer.jwks() };
      expect(await reasonOf(await issuer.sign({}))).toBeInstanceOf(DependencyFault);
    });

    it('are good as long as the keys are fresh', async () => {
      await tokens.authenticate(await issuer.sign({}));
      issuer.fault = 'drop';
      now += 599_000;
      expect(await tokens.authenticate(await issuer.sign({}))).toMatchObject({ subject: 'olga@company.example' });
      now += 2_000;
      expect(await reasonOf(await issuer.sign({}))).toBeInstanceOf(DependencyFault);
    });
  });
});
