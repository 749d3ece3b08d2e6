import { unknown } from '@wallet/kernel';
import { GatewayUnderTest } from './gateway-under-test';
import { orderPay } from './requests';

const json = JSON.stringify(orderPay);
const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
/** The order with one more member, as text. */
const withMember = (member: string) => json.replace(/^\{/, `{${member},`);
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
const description = (text: string) => json.replace('EASYPAY from KADEMO Android', text);

/** reliability.md §10, rows 47 to 61, each correctly signed. */
describe('JSON', () => {
  const gateway = new GatewayUnderTest();
  const { commands } = gateway;
  const codeOf = async (body: string | Buffer) => {
    commands.asked.length = 0;
    const { status, body: answer } = await gateway.call('payments/pay', body);
    expect(status).toBe(200);
    return `${answer.result.resultStatus} ${answer.result.resultCode}`;
  };

  beforeAll(async () => {
    await gateway.start();
    commands.answer = unknown('awaiting-otp');
  });
  afterAll(() => gateway.stop());

  it.each<[string, string | Buffer]>([
    ...['{bad', '', 'null', '[]', '"x"', '1', ' '].map((body): [string, string] => [`47 ${body}`, body]),
    ['48 nested 32,000 deep', nested(32_000)],
    ['48 nested 17 deep', nested(17)],
    ['49 a key twice', withMember('"paymentAmount":{"currency":"HKD","value":"1"}')],
    ['49 a key twice, escaped', withMember('"\\u0070aymentAmount":{"currency":"HKD","value":"1"}')],
    ['50 __proto__', withMember('"__proto__":{"polluted":1}')],
    ['50 escaped __proto__', withMember('"\\u005f_proto__":{"polluted":1}')],
    ['50 constructor.prototype', withMember('"x":{"constructor":{"prototype":{"polluted":1}}}')],
    ['51 a byte order mark', `\ufeff${json}`],
    ['52 invalid UTF-8', bytes(json.slice(0, -1), ',"x":"', [0xff], '"}')],
    ['52 an overlong form', bytes(json.slice(0, -1), ',"x":"', [0xc0, 0xaf], '"}')],
    ['53 a lone surrogate', description('\\ud800')],
    ['54 NUL', description('\\u0000')],
    ['55 10,000 unknown keys', withMember(Array.from({ length: 10_000 }, (_, index) => `"k${index}":1`).join())],
    ['62 a number that a double cannot hold', withMember('"paymentPromoInfo":{"promoId":20210118190501115401}')],
    ['62 such a number, deep', withMember('"surchargeInfo":{"a":[{"b":[0.12345678901234567891]}]}')],
    ['62 such an amount', json.replaceAll('"value":"20"', '"value":9007199254740993')],
    ...['NaN', 'Infinity', '1e400', '1,', '1 /* x */', '01', "'x'"].map((value): [string, string] => [
      `58 ${value}`,
      withMember(`"x":${value}`),
    ]),
  ])('row %s: PARAM_ILLEGAL', async (_, body) => {
    expect(await codeOf(body)).toBe('F PARAM_ILLEGAL');
    expect(commands.asked).toEqual([]);
    expect({}).not.toHaveProperty('polluted');
  });

  it.each([
    ['56 an unknown field', withMember('"indirectMpp":{"id":"1"}')],
    ['57 an empty optional field', withMember('"paymentNotifyUrl":""')],
    ['57 a null optional field', withMember('"paymentNotifyUrl":null')],
    ['59 a right-to-left override and a zero-width space', json.replaceAll('testAliasName', 'a\u202eb\u200bc')],
    ['60 60 KB of opaque text', json.replace('testbuyerid', 'x'.repeat(60_000))],
    ['62 a bare MCC', json.replace('"merchantMCC":"5021"', '"merchantMCC":5021')],
    ['62 bare amounts', json.replaceAll('"value":"20"', '"value":20')],
    ['62 a bare id', json.replace('"referenceMerchantId":"218812000019147"', '"referenceMerchantId":218812000019147')],
    ['92 an offset without colon', json.replace('11:14:05+08:00', '11:14:05+0800')],
    ['126 an upper-case scheme', withMember('"paymentNotifyUrl":"HTTPS://acquirer.example/notify"')],
    ['61 line ends', description('a\\r\\nb%0d%0ac')],
  ])('row %s: accepted', async (_, body) => {
    expect(await codeOf(body)).toBe('U VERIFICATION_IN_PROCESS');
    expect(commands.asked).toHaveLength(1);
  });

  it('takes what is bare by its digits', async () => {
    await codeOf(json.replaceAll('"value":"20"', '"value":20').replace('"218812000019147"', '218812000019147'));
    const twenty = { currency: 'HKD', value: '20' };
    expect(commands.asked[0]?.payload.purchase).toMatchObject({
      paymentAmount: twenty,
      payToAmount: twenty,
      referenceMerchantId: '218812000019147',
    });
  });

  it('masks what looks like a card in a text, and no id', async () => {
    const card = '4001202611280010';
    await codeOf(json.replaceAll('testAliasName', `Shop ${card}`).replace('218812000019147', card));
    expect(commands.asked[0]?.payload.purchase).toMatchObject({ merchantName: 'Shop 0010', referenceMerchantId: card });
    await codeOf(description(`Order ${card}`));
    expect(commands.asked[0]?.payload.purchase).toMatchObject({ orderDescription: '[orderDescription]Order 0010' });
  });

  it('row 59: keeps the name verbatim', async () => {
    await codeOf(json.replaceAll('testAliasName', 'a\u202eb\u200bc'));
    expect(commands.asked[0]?.payload.purchase).toMatchObject({ merchantName: 'a\u202eb\u200bc' });
  });
});
