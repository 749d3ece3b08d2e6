import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { apiPath, contentToSign } from '@wallet/alipayplus';
import { forgeSignatures } from '@wallet/alipayplus/testing';
import { eventually } from '@wallet/testkit';
import { EasyPayOrder, wrongCodes } from './support/easy-pay';
import { clientId, payPath, SignedLine, timeIn, type CallOptions } from './support/signed-line';
import { stateOf, type State } from './support/stored-state';
import { startWallet, type JsonObject, type Wallet } from './support/wallet';

const newKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
/** Rewrites the base64 text inside the Signature header. */
const edit = (change: (value: string) => string): CallOptions => ({
  signature: (header) => header.replace(/signature=(.*)$/, (_, value: string) => `signature=${change(value)}`),
});
const editBare = (change: (base64: string) => string): CallOptions =>
  edit((value) => encodeURIComponent(change(decodeURIComponent(value))));
const replaced = (from: string, to: string): CallOptions => ({ signature: (header) => header.replace(from, to) });
const nextLetter = (letter: string): string => String.fromCharCode(letter.charCodeAt(0) + 1);

/** reliability.md §10 B, rows 25 to 45. */
describe('bad signatures and headers', () => {
  let wallet: Wallet;
  let line: SignedLine;
  let body: JsonObject;
  let open: EasyPayOrder;
  let paid: { order: EasyPayOrder; id: string; code: string; answer: JsonObject };
  let before: State;

  beforeAll(async () => {
    wallet = await startWallet('bad-inputs-signature', {
      env: { gateway: { SIGNED_REFUSALS_PER_SECOND: '100000' } },
    });
    line = new SignedLine(wallet);
    const customer = await wallet.customer();
    open = new EasyPayOrder(wallet, customer);
    await open.open();
    const order = new EasyPayOrder(wallet, await wallet.customer());
    const id = await order.open();
    const code = await order.code();
    paid = { order, id, code, answer: (await order.verify(id, code)).answer! };
    body = new EasyPayOrder(wallet, customer).order();
    before = await stateOf(wallet);
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  const text = (): string => JSON.stringify(body);
  it.each<[string, () => CallOptions]>([
    ['25 no Signature', () => ({ headers: { signature: [] } })],
    ['26 two Signature lines', () => ({ headers: { signature: ['algorithm=RSA256', 'keyVersion=1'] } })],
    ['26 two values in one line', () => ({ signature: (header) => `${header}, ${header}` })],
    ['27 one byte of the body', () => ({ signedBody: text().replace('12050', '12051') })],
    ['28 other white space', () => ({ signedBody: JSON.stringify(body, undefined, 1) })],
    ['29 another path', () => ({ signedUri: apiPath('refund') })],
    ['30 the key of another client', () => ({ key: newKey() })],
    ['31 a key of ours, as a sandbox would have', () => ({ key: line.ourKey })],
    ['32 trailing junk', () => edit((value) => `${value}!!!`)],
    ['32 a space', () => editBare((base64) => `${base64.slice(0, 9)} ${base64.slice(9)}`)],
    ['32 url-safe', () => editBare((base64) => base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''))],
    ['32 no padding', () => editBare((base64) => base64.replace(/=+$/, ''))],
    ['32 more after the padding', () => editBare((base64) => `${base64}AAAA`)],
    ['32 altered spare bits', () => editBare((base64) => base64.replace(/.==$/, (end) => `${nextLetter(end[0]!)}==`))],
    ['33 encoded twice', () => edit(encodeURIComponent)],
    ['33 empty', () => edit(() => '')],
    ['35 algorithm none', () => replaced('RSA256', 'none')],
    ['35 algorithm RSA1', () => replaced('RSA256', 'RSA1')],
    ['35 algorithm ECC224', () => replaced('RSA256', 'ECC224')],
    ['39 keyVersion twice', () => ({ signature: (header) => `${header},keyVersion=2` })],
  ])('row %s: INVALID_SIGNATURE', async (_, options) => {
    expect(await line.codeOf(body, options())).toBe('200 F INVALID_SIGNATURE');
  });

  it('row 33: a signature of 1 MB is 431', async () => {
    expect(
      await line.bareStatus(
        body,
        edit(() => 'A'.repeat(1_000_000)),
      ),
    ).toBe(431);
  });

  it('row 34: no forged RSA signature is taken', async () => {
    const time = timeIn(0);
    const message = { method: 'POST', uri: payPath, clientId, time, rawBody: Buffer.from(text()) };
    const forged = forgeSignatures(contentToSign(message), line.theirKey);
    const taken: string[] = [];
    for (const { name, signature } of forged) {
      const options = { time, ...edit(() => encodeURIComponent(signature.toString('base64'))) };
      const code = await line.codeOf(body, options);
      if (code !== '200 F INVALID_SIGNATURE') taken.push(`${name}: ${code}`);
    }
    expect([forged.length > 50, taken]).toEqual([true, []]);
  });

  it.each(['2', '-1', '1e9', '__proto__', '01', ''])('row 37: keyVersion %p is KEY_NOT_FOUND', async (keyVersion) => {
    expect(await line.codeOf(body, replaced('keyVersion=1', `keyVersion=${keyVersion}`))).toBe('200 F KEY_NOT_FOUND');
  });

  it.each([
    ['missing', []],
    ['given twice', [clientId, clientId]],
    ['unknown', 'SANDBOX_OTHER'],
    ['of 5 KB', 'x'.repeat(5_000)],
    ['with an escaped line end', `${clientId}%0d%0a`],
  ])('row 40: a Client-Id that is %s is INVALID_CLIENT', async (_, value) => {
    expect(await line.codeOf(body, { headers: { 'client-id': value } })).toBe('200 F INVALID_CLIENT');
  });

  it.each(['now', '1772420645', '2026-02-30T11:04:05+08:00', '2026-03-02T11:04:05', '2026-03-02'])(
    'row 41: Request-Time %p is PARAM_ILLEGAL',
    async (time) => expect(await line.codeOf(body, { time })).toBe('200 F PARAM_ILLEGAL'),
  );

  it('row 41: a missing Request-Time is PARAM_ILLEGAL', async () => {
    expect(await line.codeOf(body, { headers: { 'request-time': [] } })).toBe('200 F PARAM_ILLEGAL');
  });

  describe.each([
    ['42 and 43', -301],
    ['44', 301],
  ])('rows %s: Request-Time %p s', (_, seconds) => {
    it('on an unknown order and on an open one: unknown', async () => {
      for (const pay of [body, open.evaluation(), open.order(), open.verification('x', '123456')]) {
        expect(await line.codeOf(pay, { time: timeIn(seconds) })).toBe('200 U UNKNOWN_EXCEPTION');
      }
    });

    it('on a paid order: its result', async () => {
      for (const pay of [paid.order.order(), paid.order.verification(paid.id, paid.code)]) {
        const answer = await line.call(pay, { time: timeIn(seconds) });
        expect(answer.body).toEqual(paid.answer);
      }
    });

    it('an inquiry is answered, sendOTP is refused', async () => {
      const { acquirerId, pspId, paymentRequestId } = paid.order.order();
      const time = timeIn(seconds);
      const inquiry = { acquirerId, pspId, paymentRequestId };
      expect(await line.codeOf(inquiry, { time, uri: apiPath('inquiryPayment') })).toBe('200 S SUCCESS');
      expect(await line.codeOf(sendOtp(open), { time, uri: apiPath('sendOTP') })).toBe('200 F INVALID_SIGNATURE');
    });
  });

  it('row 44: the skew is told to the operator', () => {
    const log = readFileSync(wallet.stack.process('gateway-1').logFile, 'utf8');
    expect(log).toMatch(/"level":"warn".*"skewMs":30\d{4}/);
  });

  it('nothing has changed', async () => expect(await stateOf(wallet)).toEqual(before), 40_000);

  const sendOtp = ({ paymentRequestId, customer: { loginId } }: EasyPayOrder): JsonObject => ({
    acquirerId: body.acquirerId,
    pspId: body.pspId,
    referenceRequestId: paymentRequestId,
    userLoginId: loginId,
    userLoginIdType: 'MOBILE',
    verifyType: 'MOBILE',
  });

  const accepted = (options: CallOptions): Promise<string> => line.codeOf(open.evaluation(), options);
  it.each<[string, CallOptions]>([
    ['35 no algorithm', replaced('algorithm=RSA256,', '')],
    ['36 rsa256 in lower case', replaced('RSA256', 'rsa256')],
    ['32 bare base64', edit(decodeURIComponent)],
  ])('row %s: accepted', async (_, options) => {
    expect(await accepted(options)).toBe('200 S SUCCESS');
  });

  it.each([-290, 290])('a Request-Time of %p s is inside the window', async (seconds) => {
    expect(await accepted({ time: timeIn(seconds) })).toBe('200 S SUCCESS');
  });

  it('row 41: epoch milliseconds are accepted', async () => {
    expect(await accepted({ time: String(Date.now()) })).toBe('200 S SUCCESS');
  });

  it('row 38: both keys of a rotation are accepted, a retired one is KEY_NOT_FOUND', async () => {
    const files = dirname(wallet.stack.keys.alipayplusPublic);
    const [first, second] = [wallet.stack.keys.alipayplusPublic, join(files, 'alipayplus-public.2.pem')];
    const retired = join(files, 'retired');
    const next = newKey();
    const withNext: CallOptions = { key: next, keyVersion: '2' };
    const becomes = (code: string, options: CallOptions): Promise<void> =>
      eventually(async () => expect(await accepted(options)).toBe(code), { timeoutMs: 15_000 });
    try {
      writeFileSync(second, createPublicKey(next).export({ format: 'pem', type: 'spki' }));
      await becomes('200 S SUCCESS', withNext);
      expect(await accepted({})).toBe('200 S SUCCESS');
      renameSync(first, retired);
      await becomes('200 F KEY_NOT_FOUND', {});
      expect(await accepted(withNext)).toBe('200 S SUCCESS');
      renameSync(retired, first);
    } finally {
      rmSync(second, { force: true });
    }
    await becomes('200 F KEY_NOT_FOUND', withNext);
    expect(await accepted({})).toBe('200 S SUCCESS');
  });

  it('row 45: an exact replay gets the same answer, one debit and one SMS', async () => {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    const replayed = async (pay: JsonObject, options: CallOptions = {}): Promise<JsonObject> => {
      const bytes = await line.request(pay, options);
      const answers = [
        await line.send(bytes, options),
        await line.send(bytes, options),
        await line.send(bytes, options),
      ];
      const [first, ...others] = answers.map((answer) => answer.body);
      expect(others).toEqual([first, first]);
      return first!;
    };
    const { verifyRequestId } = await replayed(order.order());
    const code = await order.code();
    expect(await replayed(sendOtp(order), { uri: apiPath('sendOTP') })).toMatchObject({ verifyRequestId });
    const [wrong] = wrongCodes(code, 1);
    await replayed(order.verification(String(verifyRequestId), wrong!));
    const answer = await replayed(order.verification(String(verifyRequestId), code));
    expect(answer).toMatchObject({ result: { resultCode: 'SUCCESS' } });
    expect(await wallet.balance(order.customer)).toBe('987950');
    expect(await wallet.sms(order.customer.loginId)).toHaveLength(1);
  });
});
