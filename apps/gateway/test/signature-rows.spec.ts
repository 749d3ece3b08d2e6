import { forgeSignatures } from '@wallet/alipayplus/testing';
import { done, refused, unknown } from '@wallet/kernel';
import { clientId, GatewayUnderTest, newKeys, requestTime, type CallOptions } from './gateway-under-test';
import { cancel, evaluation, inquiry, orderPay, refund, sendOtp } from './requests';

const payUri = '/aps/api/v1/payments/pay';

/** reliability.md §10, rows 25 to 44. */
describe('signature and headers', () => {
  const gateway = new GatewayUnderTest();
  const { commands } = gateway;
  const call = async (options: CallOptions, body: unknown = orderPay, path = 'payments/pay') => {
    commands.asked.length = 0;
    const { status, body: answer, headers } = await gateway.call(path, body, options);
    expect(status).toBe(200);
    return { code: `${answer.result.resultStatus} ${answer.result.resultCode}`, clientId: headers['client-id'] };
  };
  const edit = (change: (signature: string) => string): CallOptions => ({
    signature: (header) => header.replace(/signature=(.*)$/, (_, value: string) => `signature=${change(value)}`),
  });

  beforeAll(() => gateway.start());
  beforeEach(() => (commands.answer = unknown('awaiting-otp')));
  afterAll(() => gateway.stop());

  const { pspId, ...others } = orderPay;
  const reordered = JSON.stringify({ pspId, ...others });
  const decoded = (change: (base64: string) => string) =>
    edit((value) => encodeURIComponent(change(decodeURIComponent(value))));
  const invalid: [string, CallOptions][] = [
    ['25 no Signature', { headers: { signature: undefined } }],
    ['26 two values in one', { signature: (header) => `${header}, ${header}` }],
    ['27 one byte of the body', { signedBody: JSON.stringify(orderPay).replace('2023', '2024') }],
    ['28 other white space', { signedBody: JSON.stringify(orderPay, undefined, 1) }],
    ['28 other order', { signedBody: reordered }],
    ['29 another path', { signedUri: '/aps/api/v1/payments/refund' }],
    ['29 a host in the path', { signedUri: `http://localhost${payUri}` }],
    ['30 the key of another', { key: newKeys().privateKey }],
    ['31 our own key', { key: gateway.ours.privateKey }],
    ['32 trailing junk', edit((value) => `${value}!!!`)],
    ['32 spaces', decoded((base64) => `${base64.slice(0, 9)} ${base64.slice(9)}`)],
    ['32 url-safe', decoded((base64) => base64.replaceAll('+', '-').replaceAll('/', '_'))],
    ['32 no padding', decoded((base64) => base64.replace(/=+$/, ''))],
    ['32 extra after the padding', decoded((base64) => `${base64}AAAA`)],
    ['32 altered spare bits', decoded((base64) => base64.replace(/.==$/, (end) => `${nextLetter(end[0]!)}==`))],
    ['33 encoded twice', edit(encodeURIComponent)],
    ['33 empty', edit(() => '')],
    ['35 algorithm none', { signature: (header) => header.replace('RSA256', 'none') }],
    ['35 algorithm RSA1', { signature: (header) => header.replace('RSA256', 'RSA1') }],
    ['35 algorithm ECC224', { signature: (header) => header.replace('RSA256', 'ECC224') }],
    ['39 keyVersion twice', { signature: (header) => `${header},keyVersion=2` }],
    ['another time than signed', { headers: { 'request-time': '2026-03-02T11:04:06+08:00' } }],
  ];
  it.each(invalid)('row %s: INVALID_SIGNATURE', async (_, options) => {
    expect((await call(options)).code).toBe('F INVALID_SIGNATURE');
    expect(commands.asked).toEqual([]);
  });

  it.each<[string, CallOptions]>([
    ['35 no algorithm', { signature: (header) => header.replace('algorithm=RSA256,', '') }],
    ['36 rsa256 in lower case', { signature: (header) => header.replace('RSA256', 'rsa256') }],
    ['spaces', { signature: (header) => header.replaceAll(',', ', ') }],
    ['bare base64', edit(decodeURIComponent)],
    ['no keyVersion', { signature: (header) => header.replace('keyVersion=1,', '') }],
    ['an unknown item', { signature: (header) => `${header},clientId=x` }],
  ])('row %s: accepted', async (_, options) => {
    expect((await call(options)).code).toBe('U VERIFICATION_IN_PROCESS');
    expect(commands.asked).toHaveLength(1);
  });

  it('row 34: refuses every forged RSA signature', async () => {
    const text = `POST ${payUri}\n${clientId}.${requestTime}.${JSON.stringify(orderPay)}`;
    const forged = forgeSignatures(Buffer.from(text), gateway.theirs.privateKey);
    expect(forged.length).toBeGreaterThan(50);
    for (const { name, signature } of forged) {
      const options = edit(() => encodeURIComponent(signature.toString('base64')));
      expect([name, (await call(options)).code]).toEqual([name, 'F INVALID_SIGNATURE']);
    }
    expect(commands.asked).toEqual([]);
  });

  it.each(['2', '-1', '1e9', '__proto__', '01', ''])('row 37: keyVersion %p is KEY_NOT_FOUND', async (keyVersion) => {
    const options: CallOptions = { signature: (header) => header.replace('keyVersion=1', `keyVersion=${keyVersion}`) };
    expect((await call(options)).code).toBe('F KEY_NOT_FOUND');
  });

  it('row 38: a new key version is accepted beside the old one, a retired one is KEY_NOT_FOUND', async () => {
    const next = newKeys();
    const nextPem = Buffer.from(next.publicKey.export({ format: 'pem', type: 'spki' }));
    const second: CallOptions = { key: next.privateKey, keyVersion: '2' };
    gateway.keyFiles.put('alipayplus-public', '2', nextPem);
    expect((await call(second)).code).toBe('U VERIFICATION_IN_PROCESS');
    expect((await call({})).code).toBe('U VERIFICATION_IN_PROCESS');
    gateway.keyFiles.files.get('alipayplus-public')!.delete('2');
    expect((await call(second)).code).toBe('F KEY_NOT_FOUND');
  });

  it.each([
    ['missing', undefined],
    ['unknown', 'SANDBOX_OTHER'],
    ['of 5 KB', 'x'.repeat(5_000)],
    ['with an escaped line end', 'a%0d%0ab'],
    ['twice in one', `${clientId}, ${clientId}`],
    ['a message of its own', `${clientId}.${requestTime}.{"result":{"resultCode":"SUCCESS","resultStatus":"S"}}`],
  ])('row 40: a Client-Id that is %s is INVALID_CLIENT under our own id', async (_, sent) => {
    const answer = await call({ headers: { 'client-id': sent } });
    expect(answer).toEqual({ code: 'F INVALID_CLIENT', clientId });
  });

  it.each(['2026-03-02T11:04:05+0800', '2026-03-02T11:04:05+08', '2026-03-02T03:04:05.123-0000'])(
    'row 41: Request-Time %p is taken',
    async (time) => {
      expect((await call({ time })).code).toBe('U VERIFICATION_IN_PROCESS');
    },
  );

  it.each([
    'now',
    '1772420645',
    '2026-02-30T11:04:05+08:00',
    '2026-03-02T11:04:05',
    '20260302110405+0800',
    '2026-03-02',
  ])('row 41: Request-Time %p is PARAM_ILLEGAL', async (time) => {
    expect((await call({ time })).code).toBe('F PARAM_ILLEGAL');
    expect(commands.asked).toEqual([]);
  });

  it('row 41: a missing Request-Time is PARAM_ILLEGAL', async () => {
    expect((await call({ headers: { 'request-time': undefined } })).code).toBe('F PARAM_ILLEGAL');
  });

  it.each(['2026-03-02T03:04:05Z', '2026-03-02T03:04:05.09Z', '1772420645000', '2026-03-02T10:59:05+08:00'])(
    'accepts Request-Time %s',
    async (time) => {
      expect((await call({ time })).code).toBe('U VERIFICATION_IN_PROCESS');
      expect(commands.asked).toMatchObject([{ topic: 'auth.order.command.v1' }]);
    },
  );

  describe.each(['2026-03-02T10:59:04+08:00', '2026-03-02T11:09:06+08:00'])(
    'rows 42 to 44: Request-Time %s',
    (time) => {
      it('recalls a pay that has no final result: unknown', async () => {
        expect((await call({ time })).code).toBe('U UNKNOWN_EXCEPTION');
        const payload = { paymentRequestId: orderPay.paymentRequestId };
        expect(commands.asked).toMatchObject([{ topic: 'payments.recall.command.v1', payload }]);
      });

      it('recalls a pay that is paid, or refused', async () => {
        const paid = { kind: 'paid', paymentId: 'p-1', paidAt: '2026-03-02T03:00:00Z', customerId: 'c-1' } as const;
        commands.answer = done(paid);
        expect((await call({ time })).code).toBe('S SUCCESS');
        commands.answer = refused('OrderClosed');
        expect((await call({ time }, evaluation)).code).toBe('F ORDER_IS_CLOSED');
      });

      it('answers inquiryPayment as always', async () => {
        commands.answer = refused('OrderNotFound');
        expect((await call({ time }, inquiry, 'payments/inquiryPayment')).code).toBe('F ORDER_NOT_EXIST');
      });

      it.each([
        ['payments/cancelPayment', cancel],
        ['payments/refund', refund],
      ])('%s only reads', async (path, body) => {
        commands.answer = unknown('fault');
        expect((await call({ time }, body, path)).code).toBe('U UNKNOWN_EXCEPTION');
        expect(commands.asked).toMatchObject([{ payload: { readOnly: true } }]);
      });

      it('sendOTP is refused', async () => {
        expect((await call({ time }, sendOtp, 'users/sendOTP')).code).toBe('F INVALID_SIGNATURE');
        expect(commands.asked).toEqual([]);
      });
    },
  );

  it('row 45: an exact replay is the same command again, because every owner is idempotent', async () => {
    await gateway.call('payments/pay', orderPay);
    const [first] = commands.asked.splice(0);
    await gateway.call('payments/pay', orderPay);
    expect(commands.asked[0]?.payload).toEqual(first?.payload);
  });

  it('row 46: more than so many unproven calls a second get a bare 429, proven ones never', async () => {
    const limited = await new GatewayUnderTest({ SIGNED_REFUSALS_PER_SECOND: 1 }).start();
    const url = payUri;
    const forge = () => limited.inject({ method: 'POST', url, payload: '{}', headers: { 'client-id': clientId } });
    const flood = await Promise.all(Array.from({ length: 20 }, forge));
    const bare = flood.filter(({ statusCode }) => statusCode === 429);
    expect(bare.length).toBeGreaterThan(10);
    for (const { payload, headers } of bare) expect([payload, headers['signature']]).toEqual(['', undefined]);
    const broken = await Promise.all(Array.from({ length: 5 }, () => limited.call('payments/pay', '{')));
    expect(broken.map(({ status, body }) => [status, body.result.resultCode])).toEqual(
      Array.from({ length: 5 }, () => [200, 'PARAM_ILLEGAL']),
    );
    await limited.stop();
  });

  it('checks the client before the signature, the signature before the time and the media type', async () => {
    const key = newKeys().privateKey;
    const other = { 'client-id': 'other', 'content-type': 'text/plain' };
    expect((await call({ key, time: 'now', headers: other })).code).toBe('F INVALID_CLIENT');
    expect((await call({ key, time: 'now', headers: { 'content-type': 'text/plain' } })).code).toBe(
      'F INVALID_SIGNATURE',
    );
    expect((await call({ time: 'now', headers: { 'content-type': 'text/plain' } })).code).toBe('F PARAM_ILLEGAL');
  });
});

/** The letter whose low bits differ: decodes to the same bytes in a lenient decoder. */
const nextLetter = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + 1);
