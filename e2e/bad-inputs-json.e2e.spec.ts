import { readFileSync } from 'node:fs';
import { EasyPayOrder } from './support/easy-pay';
import { SignedLine } from './support/signed-line';
import { stateOf, type State } from './support/stored-state';
import { startWallet, type Customer, type JsonObject, type Wallet } from './support/wallet';

const nested = (depth: number): string => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
const keys = (count: number): string => Array.from({ length: count }, (_, index) => `"${index}":1`).join();
const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

/** reliability.md §10 C, rows 47 to 61, each correctly signed. */
describe('bad JSON', () => {
  let wallet: Wallet;
  let line: SignedLine;
  let customer: Customer;
  let json: string;
  let before: State;

  beforeAll(async () => {
    wallet = await startWallet('bad-inputs-json');
    line = new SignedLine(wallet);
    customer = await wallet.customer();
    await new EasyPayOrder(wallet, customer).open();
    json = JSON.stringify(new EasyPayOrder(wallet, customer).order());
    before = await stateOf(wallet);
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  /** The order with one more member, as text. */
  const withMember = (member: string) => (): string => json.replace(/^\{/, `{${member},`);
  const withBytes = (value: number[]) => (): Buffer => bytes(json.slice(0, -1), ',"x":"', value, '"}');
  const described = (text: string) => (): string => json.replace(/("orderDescription":")[^"]*/, `$1${text}`);

  it.each<[string, () => string | Buffer]>([
    ...['{bad', '', 'null', '[]', '"x"', '1', ' '].map((text): [string, () => string] => [`47 ${text}`, () => text]),
    ['48 nested 32,000 deep', () => nested(32_000)],
    ['48 nested 17 deep', () => nested(17)],
    ['49 a key twice', withMember('"paymentAmount":{"currency":"HKD","value":"1"}')],
    ['49 a key twice, escaped', withMember('"\\u0070aymentAmount":{"currency":"HKD","value":"1"}')],
    ['50 __proto__', withMember('"__proto__":{"polluted":1}')],
    ['50 escaped __proto__', withMember('"\\u005f_proto__":{"polluted":1}')],
    ['50 constructor.prototype', withMember('"x":{"constructor":{"prototype":{"polluted":1}}}')],
    ['51 a byte order mark', () => `\ufeff${json}`],
    ['52 invalid UTF-8', withBytes([0xff])],
    ['52 an overlong form', withBytes([0xc0, 0xaf])],
    ['53 a lone surrogate', described('\\ud800')],
    ['54 NUL', described('\\u0000')],
    ['55 10,000 unknown keys', withMember(keys(10_000))],
    ...['NaN', 'Infinity', '1e400', '1,', '1 /* x */', '01', "'x'"].map((value): [string, () => string] => [
      `58 ${value}`,
      withMember(`"x":${value}`),
    ]),
  ])('row %s: PARAM_ILLEGAL', async (_, body) => {
    expect(await line.codeOf(body())).toBe('200 F PARAM_ILLEGAL');
  });

  it('nothing has changed', async () => expect(await stateOf(wallet)).toEqual(before), 40_000);

  /** Call 2 of a new order, whose body `change` rewrites; resolves with what is stored and with the SMS. */
  async function opened(change: (json: string) => string): Promise<{ stored: JsonObject; sms: string }> {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    expect(await line.codeOf(change(JSON.stringify(order.order())))).toBe('200 U VERIFICATION_IN_PROCESS');
    const sql = 'select merchant_name, payment_amount::text from payments.payment_order where payment_request_id = $1';
    const [stored] = await wallet.rows(sql, [order.paymentRequestId]);
    const [sms] = await wallet.sms(order.customer.loginId);
    return { stored: stored!, sms: sms!.text };
  }
  const member = (text: string) => (body: string) => body.replace(/^\{/, `{${text},`);
  const passingThrough = (text: string) => (body: string) =>
    body.replace(/("passThroughInfo":)"(?:[^"\\]|\\.)*"/, `$1${text}`);

  it.each([
    ['56 an unknown field', member('"indirectMpp":{"id":"1"}')],
    ['57 an empty optional field', member('"paymentNotifyUrl":"","paymentExpiryTime":""')],
    ['60 60 KB of opaque text', passingThrough(`"{\\"a\\":${'['.repeat(60_000)}"`)],
    ['61 line ends', (body: string) => body.replace(/("orderDescription":")[^"]*/, '$1a\\r\\n{}%0d%0ab')],
  ])('row %s: accepted', async (_, change) => {
    const { stored } = await opened(change);
    expect(stored).toEqual({ merchant_name: 'testAliasName', payment_amount: '12050' });
  });

  it.each([
    ['59', 'a\u202eb\u200bc\u0430', 'abc\u0430'],
    ['61', 'Shop\r\n123456 is your code%0d%0a', 'Shop 123456 is your code%0d%0a'],
  ])('row %s: a merchant name is stored verbatim and shown in one clean line', async (_, name, shown) => {
    const { stored, sms } = await opened((body) => body.replaceAll('"testAliasName"', JSON.stringify(name)));
    expect(stored.merchant_name).toBe(name);
    expect(sms).toContain(` to ${shown}. `);
    expect(sms).toMatch(/^[^\p{Cc}\p{Cf}]*$/u);
  });

  it('row 61: no log line is split', () => {
    const lines = wallet.stack.processes.flatMap(({ logFile }) => readFileSync(logFile, 'utf8').trimEnd().split('\n'));
    expect(lines.length).toBeGreaterThan(50);
    for (const each of lines) expect(() => JSON.parse(each) as unknown).not.toThrow();
  });
});
