import { generateKeyPairSync } from 'node:crypto';
import { parseHeaderTime, verifyMessage } from '@wallet/alipayplus';
import { orderReference } from '../src/alipayplus/easy-pay-requests';
import type { Exchange, JsonObject } from '../src/wire/exchange';
import { headerForms, headersIn, type HeaderForm } from '../src/wire/header-forms';
import { signCall } from '../src/alipayplus/sign-call';
import { FakeWallet, parties, tokenCreated } from './fake-wallet';

const uri = '/aps/api/v1/payments/inquiryPayment';
const wanted: Record<HeaderForm, { target: RegExp; lines: Record<string, RegExp> }> = {
  docs: {
    target: /^\/aps\/api\/v1\/payments\/inquiryPayment$/,
    lines: {
      'Client-Id': /^SANDBOX_/,
      'Request-Time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/,
      Signature: /^algorithm=RSA256, keyVersion=1, signature=[\w%]+$/,
    },
  },
  java: {
    target: /^\/aps\//,
    lines: {
      'client-id': /^SANDBOX_/,
      'Request-Time': /^\d{13}$/,
      Signature: /^algorithm=RSA256,keyVersion=1,signature=[\w%]+$/,
    },
  },
  python: {
    target: /^http:\/\/127\.0\.0\.1:\d+\/aps\/api\/v1\/payments\/inquiryPayment$/,
    lines: {
      'client-id': /^SANDBOX_/,
      'Content-type': /^application\/json; charset=UTF-8$/,
      'Request-Time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/,
      Signature: /^algorithm=RSA256,keyVersion=1,signature=[\w%]+$/,
    },
  },
  dotnet: {
    target: /^\/aps\//,
    lines: {
      'client-id': /^SANDBOX_/,
      'request-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/,
      signature: /^algorithm=RSA256,keyVersion=1,signature=(?:\w|%[0-9a-f]{2})+$/,
    },
  },
};

describe('the head of a call', () => {
  let wallet: FakeWallet;

  beforeEach(async () => {
    wallet = await new FakeWallet().start();
    wallet.answers.inquiryPayment = {};
  });
  afterEach(() => wallet.stop());

  const inquire = (manner: JsonObject = {}) =>
    wallet.simulate<Exchange>('/calls', { api: 'inquiryPayment', body: orderReference(parties, 'p-1'), ...manner });

  it.each(headerForms)('is written as %s does', async (headerForm) => {
    expect(await inquire({ headerForm })).toMatchObject({ headerForm, signature: 'valid' });
    const [target, ...lines] = wallet.head;
    expect(target).toMatch(wanted[headerForm].target);
    for (const [name, value] of Object.entries(wanted[headerForm].lines)) {
      expect(lines).toContain(name);
      expect(lines[lines.indexOf(name) + 1]).toMatch(value);
    }
  });

  it('is written in another form each time', async () => {
    const forms: unknown[] = [];
    for (let call = 0; call < 8; call++) forms.push((await inquire()).headerForm);
    expect(forms).toEqual([...headerForms, ...headerForms]);
  });
});

describe('every form', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signer = { clientId: 'client', keys: { signingKey: () => ({ keyVersion: '1', privateKey }) } };

  it.each(headerForms)('of %s is signed over what it says, at the time it says', async (headerForm) => {
    const at = new Date();
    const { headers, rawBody } = await signCall(signer, { uri, body: { a: '北' }, at }, { headerForm });
    const line = (name: string) => Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
    const message = { method: 'POST', uri, clientId: 'client', time: String(line('request-time')), rawBody };
    expect(verifyMessage(message, line('signature'), () => publicKey)).toEqual({ ok: true });
    expect(parseHeaderTime(message.time)).toEqual(at);
  });

  it('has lower-case escapes only in that of .NET, and there the base64 as it is', () => {
    const signature = 'algorithm=RSA256,keyVersion=1,signature=AB%2B%2F%3D';
    const written = headersIn('dotnet', { clientId: 'c', time: 't', signature });
    expect(written.signature).toBe('algorithm=RSA256,keyVersion=1,signature=AB%2b%2f%3d');
  });
});

describe("the head of an answer to the wallet's calls", () => {
  it('is written in another form each time, and signed over what it says', async () => {
    const wallet = await new FakeWallet().start();
    try {
      const answers = [];
      for (let call = 0; call < 8; call++) answers.push(await wallet.call('authNotify', tokenCreated()));
      expect(answers.map(({ signature }) => signature)).toEqual(Array(8).fill('valid'));
      answers.forEach(({ time }, index) => {
        const { lines } = wanted[headerForms[index % headerForms.length] ?? 'docs'];
        expect(time).toMatch(lines['Request-Time'] ?? lines['request-time'] ?? '');
        expect(Math.abs(Number(parseHeaderTime(time)) - Date.now())).toBeLessThan(10_000);
      });
    } finally {
      await wallet.stop();
    }
  });
});
