import { appendFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eventually } from '@wallet/testkit';
import { Redis } from 'ioredis';
import { EasyPayOrder, readCode, resultOf, wrongCodes } from './support/easy-pay';
import { Bus } from './support/records';
import { base64KeySecret, findSecrets, privateKeySecret, textSecret, type Secret } from './support/secret-scan';
import { SignedLine } from './support/signed-line';
import { storedContents } from './support/stored-contents';
import { startWallet, type Wallet } from './support/wallet';

/** With 12 digits no code is found by chance. */
const OTP_LENGTH = '12';

describe('secrets', () => {
  let wallet: Wallet;
  let line: SignedLine;
  const guesses: string[] = [];

  beforeAll(async () => {
    wallet = await startWallet('secrets', {
      env: {
        common: { LOG_LEVEL: 'debug' },
        gateway: { OTP_LENGTH },
        otp: { OTP_LENGTH, OTP_RESEND_SECONDS: '0' },
      },
    });
    line = new SignedLine(wallet);
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  /** A payment with everything that goes wrong on the way, ended by the right code or by three wrong ones. */
  async function pay(end: 'paid' | 'failed'): Promise<void> {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    expect(resultOf(await order.evaluate())).toBe('S SUCCESS');
    const first = await order.open();
    const old = await order.code();
    const id = String((await order.sendOtp()).answer?.verifyRequestId);
    const code = await order.code(2);
    const right = order.verification(id, code);
    const whole = JSON.stringify(right);
    expect(await line.codeOf(whole, { signature: () => 'signature=AAAA' })).toBe('200 F INVALID_SIGNATURE');
    expect(await line.codeOf(whole, { headers: { 'content-type': 'text/plain' } })).toMatch(/^415 /);
    expect(await line.codeOf(whole, { uri: `/unknown?otpCode=${code}` })).toMatch(/^404 /);
    expect(await line.codeOf(whole.slice(0, -1))).toBe('200 F PARAM_ILLEGAL');
    expect(await line.codeOf({ ...right, paymentRequestId: code.repeat(6) })).toBe('200 F PARAM_ILLEGAL');
    const wrong = wrongCodes(code, end === 'paid' ? 1 : 2);
    for (const [verifyRequestId, each] of [[first, old], ...wrong.map((each) => [id, each])] as [string, string][]) {
      expect(resultOf(await order.verify(verifyRequestId, each))).toMatch(/^[UF] .*VERIFICATION/);
    }
    for (let time = 0; time < 2; time++) {
      expect(resultOf(await order.verify(id, code)).slice(0, 1)).toBe(end === 'paid' ? 'S' : 'F');
    }
    await eventually(async () => expect((await wallet.booked(order.paymentRequestId)).notifications).toHaveLength(1));
    guesses.push(...wrong);
  }

  async function sentCodes(): Promise<string[]> {
    const messages = (await (await fetch(`${wallet.stack.simulatorUrl}/sms`)).json()) as { text: string }[];
    return messages.map(({ text }) => readCode(text));
  }

  function keys(): Secret[] {
    const { alipayplusPrivate, walletPrivate } = wallet.stack.keys;
    const read = (...path: string[]): string => readFileSync(join(dirname(walletPrivate), ...path), 'utf8');
    return [
      privateKeySecret("Alipay+'s private key", readFileSync(alipayplusPrivate, 'utf8')),
      privateKeySecret('our private key', readFileSync(walletPrivate, 'utf8')),
      base64KeySecret('the seal key', read('seal', 'seal.1.key')),
      base64KeySecret('the OTP key', read('otp.key')),
      textSecret('the operator token', readFileSync(wallet.stack.operatorTokenFile, 'utf8').trim()),
    ];
  }

  it('no code and no key lies readable in a log, on a topic, in a table or in Redis', async () => {
    await Promise.all([pay('paid'), pay('paid'), pay('paid'), pay('failed')]);
    const codes = await sentCodes();
    expect([codes.length, new Set(codes.map(({ length }) => length))]).toEqual([8, new Set([12])]);
    const secrets = [...new Set([...codes, ...guesses])].map((code, index) => textSecret(`code ${index}`, code));
    const contents = await storedContents(wallet);
    for (const kind of ['log gateway-1', 'log otp-1', 'topic otp.check', 'table payments.payment_order', 'Redis otp']) {
      expect(contents.filter(({ place, bytes }) => place.startsWith(kind) && bytes.length > 0)).not.toEqual([]);
    }
    expect(findSecrets([...secrets, ...keys()], contents)).toEqual([]);
  });

  it('one that is planted is found in each place', async () => {
    const [code = ''] = await sentCodes();
    const secret = textSecret('code', code);
    const escaped = (escape: (hex: string) => string): string =>
      [...Buffer.from(code)].map((byte) => escape(byte.toString(16))).join('');
    const redis = new Redis(wallet.stack.redisUrl);
    const delivery = `insert into notifier.delivery
      (subject, kind, state, path, body, attempts, next_attempt_at, created_at, updated_at)
      values ('planted', 'NOTIFY_PAYMENT', 'ACKED', '/', $1, 0, now(), now(), now())`;
    try {
      appendFileSync(wallet.stack.process('otp-1').logFile, `{"msg":"${escaped((hex) => `\\u00${hex}`)}"}\n`);
      const value = Buffer.from(`-${code}-`).toString('base64');
      await new Bus(wallet.stack).send('otp.record.dead-letter.v1', [{ key: 'planted', value }]);
      await wallet.rows(delivery, [Buffer.from(code).toString('hex')]);
      await redis.set(
        'planted',
        escaped((hex) => `%${hex}`),
      );
      expect(findSecrets([secret], await storedContents(wallet)).map((each) => each.replace(/ \d+$/, ''))).toEqual([
        'code in log otp-1.log',
        'code in topic otp.record.dead-letter.v1',
        'code in table notifier.delivery',
        'code in Redis planted',
      ]);
    } finally {
      await wallet.rows("delete from notifier.delivery where subject = 'planted'");
      await redis.del('planted');
      redis.disconnect();
    }
  });

  it('a key is found in each of its forms', () => {
    const pem = readFileSync(wallet.stack.keys.walletPrivate, 'utf8');
    const seal = readFileSync(join(dirname(wallet.stack.keys.walletPrivate), 'seal', 'seal.1.key'), 'utf8').trim();
    const bytes = Buffer.from(seal, 'base64');
    const forms: (string | Buffer)[] = [
      pem,
      JSON.stringify({ pem }),
      pem.split('\n')[15]!,
      encodeURIComponent(pem),
      Buffer.from(pem.replace(/-----.*-----|\n/g, ''), 'base64').toString('hex'),
      Buffer.from(`{"a":1}${pem}`).toString('base64'),
    ];
    const sealForms = [seal, bytes, bytes.toString('hex'), Buffer.from(`key=${seal}`).toString('base64url')];
    const find = (form: string | Buffer): string[] =>
      findSecrets(keys(), [{ place: 'form', bytes: Buffer.from(form) }]);
    for (const form of forms) expect(find(form)).toEqual(['our private key in form']);
    for (const form of sealForms) expect(find(form)).toEqual(['the seal key in form']);
    expect(find(readFileSync(wallet.stack.keys.walletPublic, 'utf8'))).toEqual([]);
  });
});
