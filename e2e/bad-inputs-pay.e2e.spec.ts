import { amountOf, EasyPayOrder } from './support/easy-pay';
import { SignedLine } from './support/signed-line';
import { changedBy, refusalTables, stateOf, type State } from './support/stored-state';
import { startWallet, type JsonObject, type Wallet } from './support/wallet';

const tryAgain = '200 U VERIFICATION_IN_PROCESS';
const illegal = '200 F PARAM_ILLEGAL';
const loginOf = (userLoginId: string, userLoginIdType = 'MOBILE'): JsonObject => ({ userLoginId, userLoginIdType });
const methodOf = (method: JsonObject): JsonObject => ({
  paymentMethod: { paymentMethodType: 'ALIPAY_HK', ...method },
});
const easyPay = { isEasyPayScenario: 'true' };

/** reliability.md §10 D, rows 62 to 73, 88, 91 and 92: what a pay may not say. The flow of a payment is in bad-inputs-flow. */
describe('bad pay requests', () => {
  let wallet: Wallet;
  let line: SignedLine;
  let open: EasyPayOrder;
  let openId: string;
  let openCode: string;
  let before: State;

  beforeAll(async () => {
    wallet = await startWallet('bad-inputs-pay');
    line = new SignedLine(wallet);
    open = await newOrder();
    openId = await open.open();
    openCode = await open.code();
    before = await stateOf(wallet);
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  const newOrder = async (amount = '12050', over: JsonObject = {}): Promise<EasyPayOrder> =>
    new EasyPayOrder(wallet, await wallet.customer(), amount, over);
  /** Call 2 of a new order of the customer who has the open one. */
  const orderOf = (over: JsonObject): JsonObject => new EasyPayOrder(wallet, open.customer, '12050', over).order();
  const codeOf = (over: JsonObject): Promise<string> => line.codeOf(orderOf(over));

  it.each<[string, JsonObject]>([
    ...['-1', '0', '1.5', '1e3', '0x10', ' 12 ', '012', '', '１２', 12.5].map((value): [string, JsonObject] => [
      `62 value ${JSON.stringify(value)}`,
      { paymentAmount: { currency: 'HKD', value } },
    ]),
    ['63 value 10^18', { paymentAmount: amountOf(`1${'0'.repeat(18)}`) }],
    ['63 value 10^30', { payToAmount: amountOf(`1${'0'.repeat(30)}`) }],
    ...['hkd', 'HK', 'XXX', 'HKDD'].map((currency): [string, JsonObject] => [
      `65 currency ${currency}`,
      { paymentAmount: amountOf('12050', currency) },
    ]),
    ['67 no paymentRequestId', { paymentRequestId: undefined }],
    ...['x'.repeat(65), 'a\0', 'a"b', "a'b", 'a b', 'a😀'].map((paymentRequestId): [string, JsonObject] => [
      `67 paymentRequestId ${JSON.stringify(paymentRequestId)}`,
      { paymentRequestId },
    ]),
    ['68 pspId of another', { pspId: '1022160000000000001' }],
    [
      '70 evaluation and verification',
      { paymentFactor: { isPaymentEvaluation: 'true', isVerificationAndPay: 'true' } },
    ],
    ...['TRUE', '1', 'yes'].map((flag): [string, JsonObject] => [
      `71 flag ${flag}`,
      { paymentFactor: { isEasyPayScenario: flag } },
    ]),
    [
      '72 both spellings, different',
      methodOf({
        paymentMethodMetaData: loginOf('852-52400184'),
        paymentMethodMetadata: loginOf('852-52400185'),
      }),
    ],
    ['92 a malformed expiry', { paymentExpiryTime: '2026-02-30T00:00:00+08:00' }],
  ])('row %s: PARAM_ILLEGAL', async (_, over) => {
    expect(await codeOf(over)).toBe(illegal);
  });

  it.each<[unknown, string]>([
    ...['', '\u3000', '12345', '1234567', 'ABC123456'].map((typed): [string, string] => [typed, tryAgain]),
    ...[['144339'], { code: '144339' }, true].map((typed): [unknown, string] => [typed, illegal]),
  ])('row 83: otpCode %j is %s, and costs no try', async (otpCode, code) => {
    const verification = open.verification(openId, '');
    const otpVerification = { ...(verification.otpVerification as JsonObject), otpCode };
    expect(await line.codeOf({ ...verification, otpVerification })).toBe(code);
  });

  it.each<[string, JsonObject, string]>([
    ['66 currency', { paymentAmount: amountOf('1', 'USD'), payToAmount: amountOf('1', 'USD') }, 'CURRENCY_NOT_SUPPORT'],
    ['62 two amounts in one currency', { paymentAmount: amountOf('1'), payToAmount: amountOf('2') }, 'PARAM_ILLEGAL'],
    ['91 login id', methodOf({ paymentMethodMetaData: loginOf('852-61234567') }), 'USER_NOT_EXIST'],
    ['91 type', methodOf({ paymentMethodMetaData: loginOf('852-52400184', 'EMAIL') }), 'USER_NOT_EXIST'],
  ])('row %s: an evaluation is refused', async (_, over, code) => {
    expect(await line.codeOf({ ...open.evaluation(), ...over })).toBe(`200 F ${code}`);
  });

  it('nothing has changed, no try was counted', async () => expect(await stateOf(wallet)).toEqual(before), 40_000);

  it('row 83: the order still takes its code', async () => {
    const fullWidth = openCode.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
    expect(await line.codeOf(open.verification(openId, `${fullWidth}\u00a0\n`))).toBe('200 S SUCCESS');
  });

  it.each<[string, JsonObject, string]>([
    ['64 2^53 + 1', amounts('9007199254740993'), 'PAYMENT_AMOUNT_EXCEED_LIMIT'],
    ['66 a currency that is not held', amounts('1', 'USD'), 'CURRENCY_NOT_SUPPORT'],
    ['91 an unknown login id', methodOf({ paymentMethodMetaData: loginOf('852-61234567') }), 'USER_NOT_EXIST'],
    ['91 a login id of another type', methodOf({ paymentMethodMetaData: loginOf('a@b', 'EMAIL') }), 'USER_NOT_EXIST'],
    ['92 an expiry in the past', { paymentExpiryTime: '2026-01-01T00:00:00Z' }, 'ORDER_IS_CLOSED'],
  ])('row %s: the order is refused for good, and no money moves', async (_, over, code) => {
    const order = orderOf(over);
    const changed = await changedBy(wallet, async () => {
      expect([await line.codeOf(order), await line.codeOf(order)]).toEqual([`200 F ${code}`, `200 F ${code}`]);
    });
    expect(changed).toEqual(refusalTables);
  });

  it('row 64: the value is kept exactly', async () => {
    const sql = 'select payment_amount::text, refusal from payments.payment_order where payment_amount > 1000000000';
    const [stored] = await wallet.rows(sql);
    expect(stored).toEqual({ payment_amount: '9007199254740993', refusal: 'SingleLimitExceeded' });
  });

  it('row 88: a balance that is one minor unit short is refused', async () => {
    const poor = new EasyPayOrder(wallet, await wallet.customer('12049'));
    const changed = await changedBy(wallet, async () => {
      expect(await line.codeOf(poor.evaluation())).toBe('200 F USER_BALANCE_NOT_ENOUGH');
    });
    expect(changed).toEqual([]);
    expect(await line.codeOf(poor.order())).toBe('200 F USER_BALANCE_NOT_ENOUGH');
    expect(await wallet.balance(poor.customer)).toBe('12049');
  });

  it.each<[string, (loginId: string) => JsonObject]>([
    ['69 isPaymentEvaluation "false"', () => ({ paymentFactor: { ...easyPay, isPaymentEvaluation: 'false' } })],
    ['71 a bare boolean', () => ({ paymentFactor: { isEasyPayScenario: true } })],
    ['72 the other spelling', (loginId) => methodOf({ paymentMethodMetadata: loginOf(loginId) })],
  ])('row %s: opens an order', async (_, over) => {
    expect(await codeOf(over(open.customer.loginId))).toBe(tryAgain);
  });

  it('row 73: an evaluation does not take the id of the order', async () => {
    const order = await newOrder();
    const codes = [];
    for (const body of [order.evaluation(), order.order(), order.evaluation()]) codes.push(await line.codeOf(body));
    expect(codes).toEqual(['200 S SUCCESS', tryAgain, '200 S SUCCESS']);
  });
});

function amounts(value: string, currency = 'HKD'): JsonObject {
  return { paymentAmount: amountOf(value, currency), payToAmount: amountOf(value, currency) };
}
