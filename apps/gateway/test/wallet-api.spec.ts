import { createSecretKey, generateKeyPairSync } from 'node:crypto';
import type { Agreement } from '@wallet/contracts';
import { done, refused, unknown } from '@wallet/kernel';
import { nowSeconds } from './consent-visitor';
import { GatewayUnderTest, newKeys } from './gateway-under-test';
import { expectDescribed } from './open-api';
import { agreementId, goodClaims, WalletApiUnderTest } from './wallet-api-under-test';

const agreement: Agreement = {
  agreementId,
  authClientId: '2191120000000945',
  referenceAgreementId: '2023080419031310000909028316',
  authClientName: 'TestClientName',
  scopes: ['AGREEMENT_PAY'],
  status: 'ACTIVE',
  madeAt: '2026-03-01T00:00:00.000Z',
};
const ended: Agreement = {
  ...agreement,
  status: 'CANCELLED',
  referenceMerchantId: '2191120000000945',
  cancelledAt: '2026-03-02T00:00:00.000Z',
};
const listing = ['get', '/wallet/v1/agreements'] as const;
const unbinding = ['post', '/wallet/v1/agreements/{agreementId}/unbind'] as const;

describe('the wallet API', () => {
  const gateway = new GatewayUnderTest();
  const api = new WalletApiUnderTest(gateway);
  const { walletAppCommands: commands } = gateway;
  const rsa = newKeys();
  const ed25519 = generateKeyPairSync('ed25519');
  const publish = (version: string, { publicKey }: typeof rsa) =>
    gateway.keyFiles.put('wallet-app-public', version, Buffer.from(publicKey.export({ type: 'spki', format: 'pem' })));

  beforeAll(() => api.start());
  beforeEach(() => {
    commands.asked.length = 0;
    commands.waiting = 0;
    commands.answer = done({ kind: 'agreements', agreements: [agreement, ended] } as const);
  });
  afterAll(() => api.stop());

  it("lists the token's customer's agreements", async () => {
    const answer = await api.list();
    expect(answer).toMatchObject({ status: 200, body: { agreements: [agreement, ended] } });
    expectDescribed(listing, answer);
    expect(commands.asked).toMatchObject([
      { topic: 'auth.agreement-list.command.v1', payload: { customerId: 'customer-1' } },
    ]);
    expect(commands.asked[0]?.deadline.getTime()).toBeGreaterThan(Date.now() + 2_000);
  });

  it.each([0.25, 0.999])('takes a token that ends at a fraction of a second: %s', async (fraction) => {
    const { status } = await api.list(await api.token({ ...goodClaims, exp: goodClaims.exp + fraction }));
    expect(status).toBe(200);
  });

  it.each([
    ['has expired', () => api.token({ ...goodClaims, exp: nowSeconds - 30 })],
    ['lives too long', () => api.token({ ...goodClaims, exp: nowSeconds + 3_700 })],
    ['never ends', () => api.token({ sub: 'customer-1', aud: 'wallet-api' })],
    ['has an end that is no number', () => api.token({ ...goodClaims, exp: '4000000000' as unknown as number })],
    ['is not good yet', () => api.token({ ...goodClaims, nbf: nowSeconds + 60 })],
    ['is for a consent page', () => api.token({ ...goodClaims, aud: 'consent:AbCdEfGhIjKlMnOpQrStUv' })],
    ['is for nobody', () => api.token({ sub: 'customer-1', exp: goodClaims.exp })],
    ['names no customer', () => api.token({ aud: 'wallet-api', exp: goodClaims.exp })],
    ['names an empty customer', () => api.token({ ...goodClaims, sub: '' })],
    ['is signed by another key', () => api.token(goodClaims, { key: ed25519.privateKey })],
    ['is signed by a key of another kind', () => api.token(goodClaims, { alg: 'RS256', key: rsa.privateKey })],
    ['names a key that is not there', () => api.token(goodClaims, { kid: '7' })],
    ['names a path for a key', () => api.token(goodClaims, { kid: '../seal/1' })],
    [
      'is signed with the public key as a secret',
      () => {
        const pem = gateway.keyFiles.version('wallet-app-public', '1')!;
        return api.token(goodClaims, { alg: 'HS256', key: createSecretKey(pem) });
      },
    ],
    [
      'is not signed',
      () => {
        const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
        return Promise.resolve(`${part({ alg: 'none' })}.${part(goodClaims)}.`);
      },
    ],
    ['is none', () => Promise.resolve('e30.e30.e30')],
    ['is no JSON', () => Promise.resolve('a.b.c')],
  ])('lets nobody in whose token %s', async (_, token) => {
    const answer = await api.list(await token());
    expect(answer).toMatchObject({ status: 401, body: { error: 'unauthorized' } });
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expectDescribed(listing, answer);
    expect(commands.asked).toEqual([]);
  });

  it.each([undefined, '', 'Basic YTpi', 'Bearer', 'Bearer a b'])('lets nobody in with %p', async (authorization) => {
    const headers = authorization === undefined ? undefined : { authorization };
    expect((await api.call('GET', '/wallet/v1/agreements', headers)).status).toBe(401);
    expect((await api.call('POST', `/wallet/v1/agreements/${agreementId}/unbind`, headers)).status).toBe(401);
    expect(commands.asked).toEqual([]);
  });

  it('knows several keys by their version, of both kinds; without one the newest is meant', async () => {
    publish('2', rsa);
    const second = { alg: 'RS256', key: rsa.privateKey };
    expect((await api.list(await api.token(goodClaims, { kid: '1' }))).status).toBe(200);
    expect((await api.list(await api.token(goodClaims, { ...second, kid: '2' }))).status).toBe(200);
    expect((await api.list(await api.token(goodClaims, second))).status).toBe(200);
    expect((await api.list(await api.token(goodClaims))).status).toBe(401);
    expect((await api.list(await api.token(goodClaims, { ...second, alg: 'PS256', kid: '2' }))).status).toBe(401);
    gateway.keyFiles.files.get('wallet-app-public')?.delete('2');
    expect((await api.list(await api.token(goodClaims, { ...second, kid: '2' }))).status).toBe(401);
    expect((await api.list()).status).toBe(200);
  });

  it.each([
    ['no answer', unknown('no-answer' as const), 503, 'unavailable'],
    ['a fault', unknown('fault' as const), 503, 'unavailable'],
  ])('says that the same call again is fine: %s', async (_, answer, status, error) => {
    commands.answer = answer;
    for (const [call, told] of [
      [listing, await api.list()],
      [unbinding, await api.unbind()],
    ] as const) {
      expect(told).toMatchObject({ status, body: { error }, headers: { 'retry-after': '5' } });
      expectDescribed(call, told);
    }
  });

  it('sheds calls when too many wait', async () => {
    commands.waiting = 8;
    for (const [call, told] of [
      [listing, await api.list()],
      [unbinding, await api.unbind()],
    ] as const) {
      expect(told).toMatchObject({ status: 429, body: { error: 'overload' } });
      expectDescribed(call, told);
    }
    expect(commands.asked).toEqual([]);
  });

  it('unbinds nothing that is not the customer’s, or is no id', async () => {
    commands.answer = refused('AgreementNotFound');
    const answer = await api.unbind();
    expect(answer).toMatchObject({ status: 404, body: { error: 'not-found' } });
    expectDescribed(unbinding, answer);
    expect(commands.asked).toMatchObject([
      { topic: 'auth.unbinding.command.v1', payload: { agreementId, customerId: 'customer-1' } },
    ]);
    expectDescribed(unbinding, await api.unbind('1'));
    expect(commands.asked).toHaveLength(1);
  });

  it('takes an agreement that has ended for unbound, and asks nobody', async () => {
    commands.answer = done({ kind: 'unbinding', authClientId: '1' } as const);
    const answer = await api.unbind();
    expect(answer).toMatchObject({ status: 200, body: { agreementId, status: 'CANCELLED' } });
    expectDescribed(unbinding, answer);
    expect(commands.asked).toHaveLength(1);
  });

  it('describes itself to everybody', async () => {
    const answer = await api.call('GET', '/openapi.json');
    expect(answer).toMatchObject({ status: 200, body: { openapi: '3.1.0' } });
    expectDescribed(['get', '/openapi.json'], answer);
  });

  it.each([
    ['GET', '/'],
    ['GET', '/wallet/v1'],
    ['POST', '/wallet/v1/agreements'],
    ['GET', `/wallet/v1/agreements/${agreementId}/unbind`],
    ['GET', '/aps/api/v1/payments/pay'],
    ['GET', '/consent/AbCdEfGhIjKlMnOpQrStUv'],
  ] as const)('has no %s %s', async (method, url) => {
    expect(await api.call(method, url)).toMatchObject({ status: 404, body: { error: 'not-found' } });
  });

  it('says nothing of its faults', async () => {
    commands.answer = done({ kind: 'verified' } as const);
    expect(await api.list()).toMatchObject({ status: 500, body: { error: 'fault' } });
  });
});
