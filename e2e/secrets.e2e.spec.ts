import { execFile } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '@wallet/testkit';
import { Redis } from 'ioredis';
import { Binding, payAndAuthorize, tokenPayment, tokensOf, type Tokens } from './support/binding';
import { EasyPayOrder, readCode, resultOf, wrongCodes } from './support/easy-pay';
import { misplace } from './support/misplaced';
import { Bus } from './support/bus';
import {
  base64KeySecret,
  findSecrets,
  privateKeySecret,
  textSecret,
  tokenSecret,
  tokenStart,
  type Content,
  type Secret,
} from './support/secret-scan';
import { SignedLine } from './support/signed-line';
import { storedContents } from './support/stored-contents';
import { startWallet, type Exchange, type JsonObject, type Wallet } from './support/wallet';

const cli = join(__dirname, '../apps/alipayplus-simulator/dist/cli.js');

/** As the command line prints it. */
interface Transcript {
  readonly steps: readonly {
    readonly exchange?: { readonly api: string; readonly request: JsonObject; readonly answer: JsonObject };
  }[];
}

/** With 12 digits no code is found by chance. */
const OTP_LENGTH = '12';

describe('secrets', () => {
  let wallet: Wallet;
  let line: SignedLine;
  const guesses: string[] = [];
  /** The codes and tokens that the wallet has given away. */
  const authCodes: string[] = [];
  const tokens: string[] = [];

  beforeAll(async () => {
    wallet = await startWallet('secrets', {
      env: {
        common: { LOG_LEVEL: 'debug' },
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

  /** The tokens of an applyToken, remembered. */
  function taken(exchange: Exchange): Tokens {
    const pair = tokensOf(exchange);
    tokens.push(pair.accessToken, pair.refreshToken);
    return pair;
  }

  const payBy = async (accessToken: string) => resultOf(await wallet.call('pay', tokenPayment(accessToken)));

  /** sendOTP and verifyOTP, an evaluation and an Easy Pay order by token. */
  async function challenge(binding: Binding, accessToken: string): Promise<void> {
    const { answer } = await binding.sendOtp(accessToken);
    const code = await binding.code(2);
    const [wrong] = wrongCodes(code, 1) as [string];
    guesses.push(wrong);
    expect(resultOf(await binding.verifyOtp(accessToken, answer?.verifyRequestId, wrong))).toMatch(/^U OTP_/);
    expect(resultOf(await binding.verifyOtp(accessToken, answer?.verifyRequestId, code))).toBe('S SUCCESS');
    const paymentMethod = { paymentMethodId: accessToken, paymentMethodType: 'ALIPAY_HK' };
    const order = new EasyPayOrder(wallet, binding.customer, '1', { paymentMethod });
    expect(resultOf(await order.evaluate())).toBe('S SUCCESS');
    await order.open();
  }

  /** A binding by SMS with everything that goes wrong on the way, ended or with a fresh pair of tokens. */
  async function bind(end: 'live' | 'ended'): Promise<void> {
    const binding = new Binding(wallet, await wallet.customer());
    const { preparation, code } = await binding.prepared();
    const authCode = String(preparation.authCode);
    const [wrong] = wrongCodes(code, 1) as [string];
    authCodes.push(authCode);
    guesses.push(wrong);
    expect(resultOf(await binding.verificationGrant(preparation, wrong))).toBe('U OTP_VERIFICATION_FAILED');
    await misplace(wallet, authCode);
    const first = taken(await binding.verificationGrant(preparation, code));
    expect(taken(await binding.verificationGrant(preparation, code))).toEqual(first);
    expect(await payBy(first.accessToken)).toBe('S SUCCESS');
    const second = taken(await binding.refresh(first.refreshToken));
    expect(await payBy(first.accessToken)).toBe('S SUCCESS');
    for (const secret of [second.accessToken, second.refreshToken]) await misplace(wallet, secret);
    expect(await payBy(second.refreshToken)).toBe('F INVALID_TOKEN');
    expect(await payBy(authCode)).toBe('F INVALID_TOKEN');
    expect(resultOf(await binding.refresh(second.accessToken))).toBe('F INVALID_REFRESH_TOKEN');
    await challenge(binding, second.accessToken);
    if (end === 'live') {
      taken(await binding.refresh(second.refreshToken));
      return;
    }
    expect(resultOf(await binding.refresh(first.refreshToken))).toBe('F USED_REFRESH_TOKEN');
    expect(resultOf(await binding.verificationGrant(preparation, code))).toBe('F USED_CODE');
    expect(resultOf(await binding.cancelToken(second.accessToken))).toBe('S SUCCESS');
    expect(await payBy(second.accessToken)).toBe('F INVALID_TOKEN');
  }

  /** A payment with authorization whose notices are never acknowledged. */
  async function authorize(end: 'live' | 'ended'): Promise<void> {
    const binding = new Binding(wallet, await wallet.customer());
    const authNotify = Array.from({ length: 50 }, () => 'U');
    await wallet.plan({ subject: binding.referenceAgreementId, authNotify });
    await payAndAuthorize(wallet, binding.customer, binding);
    const accessToken = await eventually(async () => {
      const [first, again] = await binding.notices('TOKEN_CREATED');
      expect([first?.answered, again?.body]).toEqual(['U', first?.body]);
      tokens.push(String(first?.body.accessToken), String(first?.body.refreshToken));
      return String(first?.body.accessToken);
    });
    expect(await payBy(accessToken)).toBe('S SUCCESS');
    if (end === 'live') return;
    expect(resultOf(await binding.cancelToken(accessToken))).toBe('S SUCCESS');
    await eventually(async () => expect(await binding.notices('TOKEN_CANCELED')).not.toEqual([]));
  }

  /** A binding on the consent page and its end in the wallet's app, by the simulator's own command line. */
  async function consent(): Promise<void> {
    const simulator = async (...args: string[]): Promise<string> => {
      const env = { ...process.env, STACK_FILE: wallet.stack.stackFile };
      return (await promisify(execFile)(process.execPath, [cli, ...args], { env })).stdout;
    };
    const { loginId } = await wallet.customer();
    const { steps } = JSON.parse(await simulator('bind', '--redirect', '--json', '--login-id', loginId)) as Transcript;
    const { request, answer } = steps.find(({ exchange }) => exchange?.api === 'applyToken')!.exchange!;
    authCodes.push(String(request.authCode));
    tokens.push(String(answer.accessToken), String(answer.refreshToken));
    const { referenceAgreementId } = steps[0]!.exchange!.request;
    await simulator('unbind', '--agreement', String(referenceAgreementId));
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
      base64KeySecret('the key of the hashes', read('token-hash.key')),
      ...Object.entries(wallet.stack.operatorTokenFiles).map(([service, file]) =>
        textSecret(`the operator token of ${service}`, readFileSync(file, 'utf8').trim()),
      ),
    ];
  }

  /** What lies sealed at this moment. */
  const sealedCopies = () =>
    wallet.rows(
      `select (select array_agg(distinct kind order by kind) from notifier.delivery where sealed_body is not null) as notices,
              exists (select from auth.agreement where sealed_access_token is not null) as token,
              exists (select from auth.agreement where sealed_answer is not null) as answer`,
    );

  it('no code, token or key lies readable in a log, on a topic, in a table or in Redis', async () => {
    await Promise.all([pay('paid'), pay('paid'), pay('paid'), pay('failed')]);
    await Promise.all([bind('live'), bind('ended'), authorize('live'), authorize('ended'), consent()]);
    const codes = await sentCodes();
    expect([codes.length, new Set(codes.map(({ length }) => length))]).toEqual([16, new Set([12])]);
    expect([new Set(authCodes).size, new Set(tokens).size]).toEqual([3, 16]);
    const notices = ['TOKEN_CANCELED', 'TOKEN_CREATED'];
    expect(await sealedCopies()).toEqual([{ notices, token: true, answer: true }]);
    const secrets = [
      ...[...new Set([...codes, ...guesses])].map((code, index) => textSecret(`code ${index}`, code)),
      ...authCodes.map((authCode, index) => tokenSecret(`authCode ${index}`, authCode)),
      ...[...new Set(tokens)].map((token, index) => tokenSecret(`token ${index}`, token)),
    ];
    const contents = await storedContents(wallet);
    const places = ['log gateway-1', 'log auth-1', 'log otp-1', 'log notifier-1', 'topic otp.check', 'topic auth.'];
    places.push('table payments.payment_order', 'table auth.token', 'table notifier.delivery', 'Redis otp');
    for (const kind of places) {
      expect(contents.filter(({ place, bytes }) => place.startsWith(kind) && bytes.length > 0)).not.toEqual([]);
    }
    expect(findSecrets([...secrets, ...keys()], contents)).toEqual([]);
    const starts = [...authCodes, ...tokens].map((secret) => tokenStart('a token', secret));
    expect(findSecrets(starts, contents.filter(isLog))).toEqual([]);
  }, 90_000);

  it.each<[string, () => Promise<[string, Secret]>]>([
    ['a code', async () => withSecret((await sentCodes())[0]!, textSecret)],
    ['an authCode', () => Promise.resolve(withSecret(authCodes[0]!, tokenSecret))],
    ['a token', () => Promise.resolve(withSecret(tokens[0]!, tokenSecret))],
  ])('%s that is planted is found in each place', async (_, planted) => {
    const [text, secret] = await planted();
    const escaped = (escape: (hex: string) => string): string =>
      [...Buffer.from(text)].map((byte) => escape(byte.toString(16))).join('');
    const redis = new Redis(wallet.stack.redisUrl);
    const delivery = `insert into notifier.delivery
      (subject, event_id, kind, state, path, body, attempts, next_attempt_at, created_at, updated_at)
      values ('planted', 'planted', 'NOTIFY_PAYMENT', 'ACKED', '/', $1, 0, now(), now(), now())`;
    try {
      appendFileSync(wallet.stack.process('otp-1').logFile, `{"msg":"${escaped((hex) => `\\u00${hex}`)}"}\n`);
      const value = Buffer.from(`-${text}-`).toString('base64');
      await new Bus(wallet.stack).send('otp.record.dead-letter.v1', [{ key: 'planted', value }]);
      await wallet.rows(delivery, [Buffer.from(text).toString('hex')]);
      await redis.set(
        'planted',
        escaped((hex) => `%${hex}`),
      );
      expect(findSecrets([secret], await storedContents(wallet)).map((each) => each.replace(/ \d+$/, ''))).toEqual([
        'secret in log otp-1.log',
        'secret in topic otp.record.dead-letter.v1',
        'secret in table notifier.delivery',
        'secret in Redis planted',
      ]);
    } finally {
      await wallet.rows("delete from notifier.delivery where subject = 'planted'");
      await redis.del('planted');
      redis.disconnect();
    }
  });

  it('a part of a token is found too, and in a log its first 9 characters', () => {
    const token = tokens[0]!;
    const find = (secret: Secret, part: string) =>
      findSecrets([secret], [{ place: 'form', bytes: Buffer.from(`{"token":"${part}…"}`) }]);
    for (const part of [token.slice(0, 24), token.slice(8, 24), token.slice(-20), token.slice(14, 38)])
      expect(find(tokenSecret('token', token), part)).toEqual(['token in form']);
    expect(find(tokenStart('token', token), token.slice(0, 9))).toEqual(["token's start in form"]);
    expect(find(tokenStart('token', token), token.slice(0, 8))).toEqual([]);
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

const isLog = ({ place }: Content): boolean => place.startsWith('log ');

const withSecret = (text: string, secretOf: (name: string, text: string) => Secret): [string, Secret] => [
  text,
  secretOf('secret', text),
];
