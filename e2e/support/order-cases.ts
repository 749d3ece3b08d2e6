import { eventually } from '@wallet/testkit';
import { payAndAuthorize, tokenPayment } from './binding';
import { EasyPayOrder, resultOf, wrongCodes } from './easy-pay';
import { cancel, refund, type Paid } from './reversals';
import type { Customer, Exchange, JsonObject, Wallet } from './wallet';

/** An order brought into a state, and the calls about it that may be repeated. */
export interface OrderCase {
  readonly customer: Customer;
  readonly paid: Paid;
  /** The customer's balance when nothing of this order is debited. */
  readonly balance: bigint;
  payAgain(): Promise<Exchange>;
  verifyAgain(): Promise<Exchange>;
}

export const price = 12_050n;
const balance = 1_000_000n;
const unknownPaymentId = '2026010100000000000000000000000000';

interface Opened {
  readonly order: EasyPayOrder;
  readonly id: string;
  readonly code: string;
}

async function opened(wallet: Wallet, over: JsonObject = {}): Promise<Opened> {
  const order = new EasyPayOrder(wallet, await wallet.customer(), String(price), over);
  return { order, id: await order.open(), code: await order.code() };
}

function caseOf(wallet: Wallet, { order, id, code }: Opened, paymentId = unknownPaymentId): OrderCase {
  return {
    customer: order.customer,
    paid: { paymentRequestId: order.paymentRequestId, paymentId },
    balance,
    payAgain: () => wallet.call('pay', order.order()),
    verifyAgain: () => order.verify(id, code),
  };
}

const neverOrdered = async (wallet: Wallet): Promise<OrderCase> => {
  const order = new EasyPayOrder(wallet, await wallet.customer(), String(price));
  return caseOf(wallet, { order, id: 'none', code: '123456' });
};

const waiting = async (wallet: Wallet, over: JsonObject = {}): Promise<OrderCase> =>
  caseOf(wallet, await opened(wallet, over));

async function paid(wallet: Wallet): Promise<OrderCase> {
  const all = await opened(wallet);
  const answered = await all.order.verify(all.id, all.code);
  expect(resultOf(answered)).toBe('S SUCCESS');
  return caseOf(wallet, all, String(answered.answer?.paymentId));
}

/** The first payment, which made the agreement, is part of the balance. */
async function paidByToken(wallet: Wallet): Promise<OrderCase> {
  const customer = await wallet.customer();
  const { binding } = await payAndAuthorize(wallet, customer);
  const [notice] = await eventually(async () => {
    const notices = await binding.notices('TOKEN_CREATED');
    expect(notices).toHaveLength(1);
    return notices;
  });
  const amount = { currency: 'HKD', value: String(price) };
  const over = { payToAmount: amount, paymentAmount: amount };
  const body = tokenPayment(String(notice?.body.accessToken), over);
  const answered = await wallet.call('pay', body);
  expect(resultOf(answered)).toBe('S SUCCESS');
  const order = new EasyPayOrder(wallet, customer, String(price), { paymentRequestId: body.paymentRequestId });
  return {
    customer,
    paid: { paymentRequestId: String(body.paymentRequestId), paymentId: String(answered.answer?.paymentId) },
    balance: balance - price,
    payAgain: () => wallet.call('pay', body),
    verifyAgain: () => order.verify('none', '123456', { paymentRequestId: body.paymentRequestId }),
  };
}

async function failed(wallet: Wallet): Promise<OrderCase> {
  const all = await opened(wallet);
  for (const wrong of wrongCodes(all.code, 3)) await all.order.verify(all.id, wrong);
  return caseOf(wallet, all);
}

async function expired(wallet: Wallet): Promise<OrderCase> {
  const order = await waiting(wallet, { paymentExpiryTime: new Date(Date.now() + 1_500).toISOString() });
  const state = 'select state from payments.payment_order where payment_request_id = $1';
  await eventually(
    async () => expect(await wallet.rows(state, [order.paid.paymentRequestId])).toEqual([{ state: 'CLOSED' }]),
    { timeoutMs: 10_000 },
  );
  return order;
}

const verifiedOnly = async (wallet: Wallet): Promise<OrderCase> => {
  const order = await neverOrdered(wallet);
  expect(resultOf(await order.verifyAgain())).toBe('F ORDER_NOT_EXIST');
  return order;
};

const evaluatedOnly = async (wallet: Wallet): Promise<OrderCase> => {
  const order = new EasyPayOrder(wallet, await wallet.customer(), String(price));
  expect(resultOf(await order.evaluate())).toBe('S SUCCESS');
  return caseOf(wallet, { order, id: 'none', code: '123456' });
};

type Make = (wallet: Wallet) => Promise<OrderCase>;

const cancelledAfter =
  (make: Make): Make =>
  async (wallet) => {
    const order = await make(wallet);
    expect(resultOf(await cancel(wallet, order.paid.paymentRequestId))).toBe('S SUCCESS');
    return order;
  };

const refundedAfter =
  (make: Make, value: bigint): Make =>
  async (wallet) => {
    const order = await make(wallet);
    expect(resultOf(await refund(wallet, order.paid, String(value)))).toBe('S SUCCESS');
    return order;
  };

/** Every state of docs/alipayplus.md#states-of-an-order, and how an order gets there. */
export const orderCases = {
  'never ordered': neverOrdered,
  'evaluated only': evaluatedOnly,
  'verified without an order': verifiedOnly,
  waiting,
  failed,
  expired,
  paid,
  'paid by token': paidByToken,
  'partly refunded': refundedAfter(paid, 2_050n),
  refunded: refundedAfter(paid, price),
  'cancelled before it was ordered': cancelledAfter(neverOrdered),
  'cancelled while it waited': cancelledAfter(waiting),
  'cancelled after payment': cancelledAfter(paid),
  'cancelled after a payment by token': cancelledAfter(paidByToken),
  'cancelled after a partial refund': cancelledAfter(refundedAfter(paid, 2_050n)),
} as const satisfies Record<string, Make>;
export type OrderCaseName = keyof typeof orderCases;
