import { EasyPayOrder, resultOf } from './support/easy-pay';
import { orderCases, price, type OrderCase, type OrderCaseName } from './support/order-cases';
import { cancel, refund } from './support/reversals';
import { startWallet, type Exchange, type Wallet } from './support/wallet';

const inquire = (wallet: Wallet, { paid: { paymentRequestId } }: OrderCase): Promise<Exchange> =>
  wallet.call('inquiryPayment', { acquirerId: '1022188000000000001', pspId: '1022160000000000000', paymentRequestId });

/** `S: U PAYMENT_IN_PROCESS`: the inquiry's own result, then the payment's. */
function inquired(exchange: Exchange): string {
  const result = resultOf(exchange);
  return result === 'S SUCCESS' ? `S: ${resultOf(exchange, 'paymentResult')}` : result;
}

const operations = {
  inquiry: async (wallet: Wallet, order: OrderCase) => inquired(await inquire(wallet, order)),
  cancel: async (wallet: Wallet, order: OrderCase) => resultOf(await cancel(wallet, order.paid.paymentRequestId)),
  refund: async (wallet: Wallet, order: OrderCase) => resultOf(await refund(wallet, order.paid, String(price))),
  'pay repeat': async (_: Wallet, order: OrderCase) => resultOf(await order.payAgain()),
  'verify repeat': async (_: Wallet, order: OrderCase) => resultOf(await order.verifyAgain()),
};
type Operation = keyof typeof operations;

const done = 'S SUCCESS';
const waits = 'U VERIFICATION_IN_PROCESS';
const absent = 'F ORDER_NOT_EXIST';
const closed = 'F ORDER_IS_CLOSED';
const exceeded = 'F REFUND_AMOUNT_EXCEED';
const failed = 'F USER_PAYMENT_VERIFICATION_FAILED';
const other = 'F REPEAT_REQ_INCONSISTENT';

/** The answers in the order of `operations`. The same table is in docs/alipayplus.md#states-of-an-order. */
const answers: Record<OrderCaseName, [string, string, string, string, string]> = {
  'never ordered': [absent, done, absent, waits, absent],
  'evaluated only': [absent, done, absent, waits, absent],
  'verified without an order': [absent, done, absent, absent, absent],
  waiting: ['S: U PAYMENT_IN_PROCESS', done, absent, waits, done],
  failed: [`S: ${failed}`, done, absent, failed, failed],
  expired: [`S: ${closed}`, done, absent, closed, closed],
  paid: [`S: ${done}`, done, done, waits, done],
  'paid by token': [`S: ${done}`, done, done, done, other],
  'partly refunded': [`S: ${done}`, done, exceeded, waits, done],
  refunded: [`S: ${done}`, done, exceeded, waits, done],
  'cancelled before it was ordered': [`S: ${closed}`, done, closed, closed, closed],
  'cancelled while it waited': [`S: ${closed}`, done, closed, closed, closed],
  'cancelled after payment': [`S: ${closed}`, done, closed, closed, closed],
  'cancelled after a payment by token': [`S: ${closed}`, done, closed, closed, other],
  'cancelled after a partial refund': [`S: ${closed}`, done, closed, closed, closed],
};

/** What is debited in each state, and after an operation that moves money. */
const debits: Partial<Record<OrderCaseName, bigint>> = {
  paid: price,
  'paid by token': price,
  'partly refunded': 10_000n,
};
function debitAfter(name: OrderCaseName, operation: Operation): bigint {
  if (operation === 'cancel') return 0n;
  if (operation === 'refund' && answers[name][2] === done) return 0n;
  if (operation === 'verify repeat' && name === 'waiting') return price;
  return debits[name] ?? 0n;
}

const names = Object.keys(answers) as OrderCaseName[];
const cells = names.flatMap((name) =>
  (Object.keys(operations) as Operation[]).map((operation, index) => ({
    name,
    operation,
    expected: answers[name][index],
  })),
);

describe('the life of an order', () => {
  let wallet: Wallet;
  beforeAll(async () => {
    wallet = await startWallet('order-life');
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  it.each(cells)(
    '$name, $operation: $expected, also when it is repeated',
    async ({ name, operation, expected }) => {
      const order = await orderCases[name](wallet);
      expect(await operations[operation](wallet, order)).toBe(expected);
      const debit = debitAfter(name, operation);
      expect(await wallet.balance(order.customer)).toBe(String(order.balance - debit));
      const repeated = operation === 'refund' && expected === done ? exceeded : expected;
      expect(await operations[operation](wallet, order)).toBe(repeated);
      expect(await wallet.balance(order.customer)).toBe(String(order.balance - debit));
    },
    30_000,
  );

  it('a cancel of an unknown id, then the pay: refused, no SMS, no debit', async () => {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    expect(resultOf(await cancel(wallet, order.paymentRequestId))).toBe(done);
    expect(resultOf(await wallet.call('pay', order.order()))).toBe(closed);
    expect(await wallet.sms(order.customer.loginId)).toEqual([]);
    expect(await wallet.balance(order.customer)).toBe('1000000');
  });

  it('keeps sound books through all of it', () => wallet.expectSoundBooks(), 40_000);
});
