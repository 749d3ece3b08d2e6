import { eventually } from '@wallet/testkit';
import { Binding, payAndAuthorize, tokenPayment } from './support/binding';
import { EasyPayOrder, resultOf } from './support/easy-pay';
import { refund, type Paid } from './support/reversals';
import { findSecrets, textSecret } from './support/secret-scan';
import { storedContents } from './support/stored-contents';
import { startWallet, type Customer, type JsonObject, type Wallet } from './support/wallet';

let made = 0;

/** Sixteen digits as of a Visa card with the right check digit, another row each time. */
function digits(): string {
  const begun = `400120261128${String((made += 1)).padStart(3, '0')}`;
  const doubled = [...begun].map((digit, at) => (at % 2 === 0 ? 2 * Number(digit) : Number(digit)));
  const sum = doubled.reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
  return `${begun}${(10 - (sum % 10)) % 10}`;
}

/** What an order number looks like to whoever types it. */
const grouped = (number: string): string => number.replaceAll(/(?<=\d)(?=(?:\d{4})+$)/g, ' ');

describe('digits that look like a card number', () => {
  let wallet: Wallet;
  let customer: Customer;
  let accessToken = '';
  /** In texts that people write for people. */
  const inTexts: string[] = [];
  const inIds: string[] = [];

  beforeAll(async () => {
    wallet = await startWallet('card-lookalikes', { env: { common: { LOG_LEVEL: 'debug' } } });
    customer = await wallet.customer();
    accessToken = (await new Binding(wallet, customer).bind()).accessToken;
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  function inText(): string {
    const number = digits();
    inTexts.push(number);
    return number;
  }

  function inId(): string {
    const number = digits();
    inIds.push(number);
    return number;
  }

  async function paid(over: JsonObject = {}): Promise<Paid> {
    const body = tokenPayment(accessToken, over);
    const exchange = await wallet.call('pay', body);
    expect(resultOf(exchange)).toBe('S SUCCESS');
    return { paymentRequestId: String(body.paymentRequestId), paymentId: String(exchange.answer?.paymentId) };
  }

  const notified = async (paymentRequestId: string): Promise<unknown[]> =>
    (await wallet.booked(paymentRequestId)).notifications.map(({ body }) => body.paymentRequestId);

  it.each([
    ['in the reason of a refund', (number: string) => `Return of order ${number}`],
    ['in groups', (number: string) => `Return of ${grouped(number)}, twice`],
    ['beside letters', (number: string) => `ref${number}x`],
    ['as the whole reason', (number: string) => number],
  ])('%s: it is refunded, once, and repeated with the same text', async (_, reasonOf) => {
    const payment = await paid();
    const over = { refundRequestId: `refund-${payment.paymentRequestId}`, refundReason: reasonOf(inText()) };
    const first = await refund(wallet, payment, '500', over);
    const again = await refund(wallet, payment, '500', over);
    expect([resultOf(first), resultOf(again)]).toEqual(['S SUCCESS', 'S SUCCESS']);
    expect(again.answer?.refundId).toBe(first.answer?.refundId);
  });

  it.each(['orderDescription', 'merchantName', 'merchantDisplayName'])(
    'as the %s of an order: it is opened, paid and told',
    async (field) => {
      const order = new EasyPayOrder(wallet, await wallet.customer());
      const body = order.order();
      const { merchant, ...rest } = body.order as { merchant: JsonObject };
      const text = { [field]: `Order ${inText()}` };
      const isOfMerchant = field !== 'orderDescription';
      const named = { ...rest, ...(!isOfMerchant && text), merchant: { ...merchant, ...(isOfMerchant && text) } };
      const opened = await wallet.call('pay', { ...body, order: named });
      expect(resultOf(opened)).toBe('U VERIFICATION_IN_PROCESS');
      const verifyRequestId = String(opened.answer?.verifyRequestId);
      expect(resultOf(await order.verify(verifyRequestId, await order.code()))).toBe('S SUCCESS');
      await eventually(async () => expect(await notified(order.paymentRequestId)).toHaveLength(1));
    },
  );

  it('as the reason of an operator: it is done', async () => {
    const { customerId } = await wallet.customer();
    const body = { operator: 'e2e', reason: `Card ${inText()} was stolen` };
    await wallet.stack.operate('auth', `customers/${customerId}/freeze`, { body });
  });

  it.each([
    ['a payment', (id: string) => ({ paymentRequestId: id })],
    [
      'a merchant',
      (id: string) => ({
        order: orderOf({ referenceOrderId: digits(), merchant: { merchantName: 'Shop', referenceMerchantId: id } }),
      }),
    ],
  ])('as the id of %s: it is paid, told and refunded under that very id', async (_, overOf) => {
    const id = inId();
    const payment = await paid(overOf(id));
    await eventually(async () => expect(await notified(payment.paymentRequestId)).toEqual([payment.paymentRequestId]));
    const refundRequestId = inId();
    expect(resultOf(await refund(wallet, payment, '500', { refundRequestId }))).toBe('S SUCCESS');
    expect(
      await wallet.rows('select 1 from payments.refund where refund_request_id = $1', [refundRequestId]),
    ).toHaveLength(1);
  });

  const orderOf = (over: JsonObject): JsonObject => ({
    ...(tokenPayment(accessToken).order as JsonObject),
    ...over,
  });

  it('as a referenceAgreementId: the money moves, TOKEN_CREATED comes, its token pays until TOKEN_CANCELED', async () => {
    const binding = new Binding(wallet, await wallet.customer());
    const named = Object.assign(binding, { referenceAgreementId: inId(), authClientId: inId() });
    await payAndAuthorize(wallet, named.customer, named);
    const [created] = await eventually(async () => {
      const notices = await named.notices('TOKEN_CREATED');
      expect(notices).toHaveLength(1);
      return notices;
    });
    expect(created?.body).toMatchObject({ referenceAgreementId: named.referenceAgreementId });
    const token = String(created?.body.accessToken);
    expect(resultOf(await wallet.call('pay', tokenPayment(token)))).toBe('S SUCCESS');
    expect(resultOf(await named.cancelToken(token))).toBe('S SUCCESS');
    await eventually(async () => expect(await named.notices('TOKEN_CANCELED')).toHaveLength(1));
  });

  it('as the ids of a prepare: its codes and tokens are given, and refreshed', async () => {
    const named = Object.assign(new Binding(wallet, await wallet.customer()), {
      referenceAgreementId: inId(),
      authClientId: inId(),
    });
    const { refreshToken } = await named.bind({ authClientName: `Shop ${inText()}` });
    expect(resultOf(await named.refresh(refreshToken))).toBe('S SUCCESS');
  });

  it('are whole in ids, and of texts only the last four are anywhere', async () => {
    const contents = await storedContents(wallet);
    const found = (number: string): string[] => findSecrets([textSecret('it', number)], contents);
    for (const number of inTexts) expect([number, found(number), found(grouped(number))]).toEqual([number, [], []]);
    for (const number of inIds) expect(found(number)).not.toEqual([]);
    expect([inTexts.length, inIds.length]).toEqual([9, 8]);
    await wallet.expectSoundBooks();
  }, 60_000);
});
