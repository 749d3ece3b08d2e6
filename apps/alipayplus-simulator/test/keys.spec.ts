import type { Exchange, JsonObject } from '../src/wire/exchange';
import { orderReference } from '../src/alipayplus/easy-pay-requests';
import { SimulatorClient } from '../src/cli/simulator-client';
import { Transcript } from '../src/cli/transcript';
import type { BreachesSeen } from '../src/conformance/breaches';
import type { KeysInForce } from '../src/keys/keys';
import { FakeWallet, newKeys, parties, preparation, tokenCreated } from './fake-wallet';

const [walletKeys, alipayplusKeys] = [newKeys(), newKeys()];

describe('versions of keys', () => {
  let wallet: FakeWallet;

  beforeEach(async () => {
    wallet = await new FakeWallet().start();
    wallet.answers.inquiryPayment = {};
    wallet.answers.prepare = { authUrl: 'https://wallet.example/consent/1' };
    wallet.writeKey('alipayplus-private.2.pem', alipayplusKeys.privateKey);
    wallet.alipayplusKeys.set('2', alipayplusKeys.publicKey);
    await wallet.simulate('/calls', { api: 'prepare', body: preparation });
  });
  afterEach(() => wallet.stop());

  const inquire = (manner: JsonObject = {}) =>
    wallet.simulate<Exchange>('/calls', { api: 'inquiryPayment', body: orderReference(parties, 'p-1'), ...manner });
  const change = (keys: JsonObject) => wallet.simulate<KeysInForce & { error?: string }>('/keys', keys, 'PUT');
  const notify = async () => {
    const { signature, body } = await wallet.call('authNotify', tokenCreated());
    return [signature, (body.result as { resultCode: string }).resultCode];
  };
  const walletSignsWith = (keyVersion: string) => {
    wallet.signsWith = { keyVersion, privateKey: walletKeys.privateKey };
  };
  const breaches = async () => (await wallet.simulate<BreachesSeen>('/breaches')).breaches.map(({ fault }) => fault);

  it('signs with the version that is wanted, in calls and in answers, once it is told to', async () => {
    expect(await inquire()).toMatchObject({ keyVersion: '1', walletKeyVersion: '1', signature: 'valid' });
    expect(await change({ signWith: '2' })).toEqual({
      signWith: '2',
      alipayplus: ['1', '2'],
      wallet: ['1'],
      retired: [],
      unusable: [],
    });
    expect(await inquire()).toMatchObject({ keyVersion: '2' });
    wallet.alipayplusKeys.delete('1');
    expect(await notify()).toEqual(['valid', 'SUCCESS']);
    await change({ signWith: '1' });
    expect(await notify()).toEqual(['invalid', 'SUCCESS']);
    expect((await change({ signWith: 'newest' })).signWith).toBe('2');
  });

  it('has version 0, on both sides', async () => {
    wallet.writeKey('wallet-public.0.pem', walletKeys.publicKey);
    wallet.writeKey('alipayplus-private.0.pem', alipayplusKeys.privateKey);
    wallet.alipayplusKeys.set('0', alipayplusKeys.publicKey);
    wallet.write('alipayplus-private.00.pem', 'no version');
    expect(await change({ signWith: '0' })).toMatchObject({
      signWith: '0',
      alipayplus: ['0', '1', '2'],
      wallet: ['0', '1'],
    });
    walletSignsWith('0');
    expect(await inquire()).toMatchObject({ keyVersion: '0', walletKeyVersion: '0', signature: 'valid' });
    expect(await notify()).toEqual(['valid', 'SUCCESS']);
    for (const signWith of ['00', '-1', '1000000000']) expect((await change({ signWith })).error).toBeDefined();
  });

  it('refuses to sign with a version that it does not have', async () => {
    expect((await change({ signWith: '3' })).error).toMatch('no key of version 3');
    expect((await change({ signWith: 'latest' })).error).toBeDefined();
    expect(await inquire()).toMatchObject({ keyVersion: '1' });
    expect(await inquire({ keyVersion: '3' })).toEqual({ error: 'Alipay+ has no key of version 3' });
  });

  it('names files that are no key, keeps what they were, and takes the others', async () => {
    wallet.write('wallet-public.2.pem', 'half a key');
    wallet.writeKey('wallet-public.7.pem', walletKeys.publicKey);
    walletSignsWith('7');
    expect(await inquire()).toMatchObject({ walletKeyVersion: '7', signature: 'valid' });
    wallet.write('wallet-public.7.pem', 'half a key');
    wallet.write('alipayplus-private.2.pem', 'half a key');
    expect(await change({ signWith: '1' })).toEqual({
      signWith: '1',
      alipayplus: ['1'],
      wallet: ['1', '7'],
      retired: [],
      unusable: ['alipayplus-private.2.pem', 'wallet-public.2.pem', 'wallet-public.7.pem'],
    });
    expect(await inquire()).toMatchObject({ walletKeyVersion: '7', signature: 'valid' });
    expect((await change({ signWith: '2' })).error).toMatch('no key of version 2');
  });

  it('goes on signing with a key whose file is gone, until it is told otherwise', async () => {
    wallet.remove('alipayplus-private.pem');
    expect((await change({ retired: ['9'] })).error).toMatch('no key of version 1');
    expect(await inquire()).toMatchObject({ keyVersion: '1', signature: 'valid' });
    expect(await change({ signWith: 'newest' })).toMatchObject({ signWith: '2', alipayplus: ['2'], retired: [] });
  });

  it('takes a new version of the wallet from its file when a message names it, beside the old one', async () => {
    wallet.writeKey('wallet-public.2.pem', walletKeys.publicKey);
    const old = wallet.signsWith;
    walletSignsWith('2');
    expect(await inquire()).toMatchObject({ walletKeyVersion: '2', signature: 'valid' });
    expect(await notify()).toEqual(['valid', 'SUCCESS']);
    wallet.signsWith = old;
    expect(await inquire()).toMatchObject({ walletKeyVersion: '1', signature: 'valid' });
    const { notices } = await wallet.simulate<{ notices: JsonObject[] }>(
      `/agreements/${String(preparation.referenceAgreementId)}`,
    );
    expect(notices).toMatchObject([{ walletKeyVersion: '2', signature: 'valid' }]);
    expect(await breaches()).toEqual([]);
  });

  it('refuses a version that it does not know, whatever the signature is worth', async () => {
    walletSignsWith('2');
    expect(await inquire()).toMatchObject({ walletKeyVersion: '2', signature: 'invalid' });
    expect(await notify()).toEqual(['valid', 'KEY_NOT_FOUND']);
    expect(await breaches()).toEqual(['signature: unknown key version', 'signature: unknown key version']);
    walletSignsWith('1');
    expect(await notify()).toEqual(['valid', 'INVALID_SIGNATURE']);
  });

  it('refuses a retired version as one that it does not know', async () => {
    wallet.writeKey('wallet-public.2.pem', walletKeys.publicKey);
    expect(await change({ retired: ['1'] })).toMatchObject({ wallet: ['1', '2'], retired: ['1'] });
    expect(await inquire()).toMatchObject({ walletKeyVersion: '1', signature: 'invalid' });
    expect(await notify()).toEqual(['valid', 'KEY_NOT_FOUND']);
    await change({ signWith: '1' });
    walletSignsWith('2');
    expect(await inquire()).toMatchObject({ signature: 'valid' });
    await change({ retired: [] });
    expect(await notify()).toEqual(['valid', 'SUCCESS']);
  });

  it('verifies a message without a version with the newest, and counts it as a breach', async () => {
    wallet.writeKey('wallet-public.2.pem', walletKeys.publicKey);
    await change({});
    walletSignsWith('2');
    wallet.unnamedVersion = true;
    expect(await inquire()).toMatchObject({ signature: 'valid' });
    expect(await inquire()).not.toHaveProperty('walletKeyVersion');
    await change({ retired: ['2'] });
    expect(await inquire()).toMatchObject({ signature: 'invalid' });
    expect(new Set(await breaches())).toEqual(
      new Set([
        'signature: must have algorithm, keyVersion and signature in this order, the last one percent-encoded',
        'signature: wrong signature',
      ]),
    );
  });

  it('names another version than it signs with, or none, for one call', async () => {
    const named = async (manner: JsonObject) => {
      await inquire({ ...manner, headerForm: 'java' });
      return wallet.head[wallet.head.indexOf('Signature') + 1];
    };
    expect(await named({ namedVersion: '9' })).toMatch(/^algorithm=RSA256,keyVersion=9,signature=/);
    expect(await named({ namedVersion: null })).toMatch(/^algorithm=RSA256,signature=/);
    expect(await named({})).toMatch(/^algorithm=RSA256,keyVersion=1,signature=/);
  });

  it('are shown in the console with each message', async () => {
    const lines: string[] = [];
    const transcript = new Transcript((line) => lines.push(line));
    const client = new SimulatorClient(wallet.simulatorUrl);
    expect(await client.changeKeys({})).toMatchObject({ signWith: '1' });
    expect(await client.changeKeys({ signWith: '2' })).toMatchObject({ signWith: '2' });
    transcript.exchange('Inquire', await client.call('inquiryPayment', orderReference(parties, 'p-1')), 'SUCCESS');
    expect(lines.join('\n')).toMatch(/inquiryPayment {2}key 2\n.*signature valid \(key 1\)/);
  });
});
