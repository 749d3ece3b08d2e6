import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { forgeSignatures } from '../testing';
import { signMessage, verifyMessage } from './signature';
import { formatSignatureHeader } from './signature-header';
import { contentToSign, type SignedMessage } from './signed-message';
import { signContent } from './signing';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const message = (rawBody: Uint8Array): SignedMessage => ({
  method: 'POST',
  uri: '/aps/api/v1/payments/pay',
  clientId: 'SANDBOX_5YC47N2ZQHJ004124',
  time: '2023-08-08T11:29:41+08:00',
  rawBody,
});
const body = Buffer.from('{"amount":"1"}');
const wrong = { ok: false, code: 'INVALID_SIGNATURE', reason: 'wrong signature' };
const find = (keyVersion?: string) => (keyVersion === undefined || keyVersion === '1' ? publicKey : undefined);

describe('signatures made with the private key that are not RSASSA-PKCS1-v1_5 with SHA-256', () => {
  const forged = forgeSignatures(contentToSign(message(body)), privateKey);

  it('covers every family', () => {
    expect(new Set(forged.map(({ name }) => name)).size).toBe(forged.length);
    expect(forged.length).toBeGreaterThan(60);
  });

  it.each(forged.map(({ name, signature }) => [name, signature] as const))('refuses: %s', (_name, signature) => {
    const header = formatSignatureHeader({ keyVersion: '1', signature });
    expect(verifyMessage(message(body), header, find)).toEqual(wrong);
  });
});

describe('verifyMessage', () => {
  it('accepts the same bytes and refuses any others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.uint8Array(), async (signed, received) => {
        const header = await signMessage(message(signed), { keyVersion: '1', privateKey });
        const same = Buffer.compare(signed, received) === 0;
        expect(verifyMessage(message(signed), header, find).ok).toBe(true);
        expect(verifyMessage(message(received), header, find).ok).toBe(same);
      }),
      { numRuns: 50 },
    );
  });

  it.each(['{"amount": "1"}', '{"amount":"1"}\r\n', '\ufeff{"amount":"1"}', '{"\\u0061mount":"1"}', '{"amount":"2"}'])(
    'refuses the same JSON in other bytes: %j',
    async (changed) => {
      const header = await signMessage(message(body), { keyVersion: '1', privateKey });
      expect(verifyMessage(message(Buffer.from(changed)), header, find)).toEqual(wrong);
    },
  );

  it.each(['method', 'uri', 'clientId', 'time'] as const)('refuses another %s', async (field) => {
    const header = await signMessage(message(body), { keyVersion: '1', privateKey });
    expect(verifyMessage({ ...message(body), [field]: 'other' }, header, find)).toEqual(wrong);
  });

  it.each(['-1', '1e9', '__proto__', '', '0x1', '1234567890', '１', ' 1', '1 1', '01', '00'])(
    'reads no version in %j',
    async (keyVersion) => {
      const header = formatSignatureHeader({
        keyVersion,
        signature: await signContent(contentToSign(message(body)), privateKey),
      });
      const fault =
        keyVersion === '１'
          ? { code: 'INVALID_SIGNATURE', reason: 'malformed signature header' }
          : { code: 'KEY_NOT_FOUND', reason: 'malformed key version' };
      expect(verifyMessage(message(body), header, find)).toEqual({ ok: false, ...fault });
    },
  );

  it('finds no key of a version that it does not have', async () => {
    const header = await signMessage(message(body), { keyVersion: '0', privateKey });
    expect(verifyMessage(message(body), header, find)).toMatchObject({ code: 'KEY_NOT_FOUND' });
    expect(verifyMessage(message(body), header, (version) => (version === '0' ? publicKey : undefined)).ok).toBe(true);
  });

  it('asks the key store only for well formed versions, and for the newest when none is given', async () => {
    const asked: unknown[] = [];
    const ask = (keyVersion?: string) => void asked.push(keyVersion);
    const signature = (await signContent(contentToSign(message(body)), privateKey)).toString('base64');
    for (const item of ['keyVersion=__proto__,', 'keyVersion=007,', 'keyVersion=0,', 'keyVersion=999999999,', '']) {
      verifyMessage(message(body), `${item}signature=${signature}`, ask);
    }
    expect(asked).toEqual(['0', '999999999', undefined]);
  });

  it('takes no key but RSA', async () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const header = await signMessage(message(body), { keyVersion: '1', privateKey });
    expect(() => verifyMessage(message(body), header, () => ec.publicKey)).toThrow('not an RSA key');
    await expect(signContent(contentToSign(message(body)), ec.privateKey)).rejects.toThrow('not an RSA key');
  });
});
