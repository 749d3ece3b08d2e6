import {
  cancelPayment,
  inquirePayment,
  openOrder,
  payByToken,
  proposeOtp,
  recallPayment,
  refundPayment,
  sendOtp,
  settlePayment,
  type Handled,
  type OpenOrderCommand,
  type RefundPaymentCommand,
} from '@wallet/contracts';
import { Money } from '@wallet/money';
import { createLogger } from '@wallet/service';
import { fakeMessage } from '@wallet/testkit';
import { ordersByState, paidAt, terms } from '../../test/orders';
import { OneOrder } from '../../test/one-order';
import { CancelPayment } from './cancel-payment';
import { InquirePayment } from './inquire-payment';
import { OpenOrder } from './open-order';
import { PayByToken } from './pay-by-token';
import { ProposeOtp } from './propose-otp';
import { RecallPayment } from './recall-payment';
import { RefundPayment } from './refund-payment';
import { SettlePayment } from './settle-payment';
import { limitsIn } from '../../test/limits-in';

const policy = {
  limits: limitsIn(['HKD'], { single: 1_000n, dailyAmount: 1_000n, dailyCount: 9 }),
  agreementLimits: limitsIn(['HKD'], { single: 1_000n, dailyAmount: 1_000n }),
  agreementMerchant: 'report' as const,
  minKycLevel: 0,
  orderLifeMs: 1_000,
  tokenOrderLifeMs: 1_000,
  refundWindowDays: 366,
  dayOffsetMinutes: 480,
};
const id = { paymentRequestId: 'p' };
const customer = { customerId: 'c', status: 'ACTIVE', kycLevel: 1, mobileNumber: '+85252412345' } as const;
const { lookup, acquirerId, ...purchase } = terms;
const ordered = { ...id, purchase, lookup, acquirerId, customer } as OpenOrderCommand;
const payer = { token: 'valid', agreementId: 'g', customerId: 'c' } as const;
const bound = { amount: terms.paymentAmount, referenceMerchantId: 'm', customerId: 'c' };
const accepted = { verdict: 'accepted', verifyRequestId: 'v2', bound } as const;
const amounts = { refundAmount: Money.of('HKD', 10n), refundFromAmount: Money.of('CNY', 9n) };
const giveBack: RefundPaymentCommand = { ...id, paymentId: '1', refundRequestId: 'r', readOnly: false, ...amounts };
const later = new Date(paidAt.getTime() + 1_000);
const nextDay = new Date('2026-01-01T16:30:00Z');

/** Everything that can be asked of an order, by name. */
function operations(store: OneOrder) {
  const clock = { now: () => later };
  const late = { now: () => nextDay };
  const logger = createLogger('payments', 'silent');
  const open = new OpenOrder(store, clock, policy);
  const pay = new PayByToken({ payments: store, clock, logger }, policy);
  const settle = new SettlePayment({ settlements: store, clock, logger }, policy);
  const cancel = (at = clock) => new CancelPayment(store, at, policy);
  const refund = (command: RefundPaymentCommand) =>
    new RefundPayment(store, clock, policy).execute([live(fakeMessage(refundPayment, command))]);
  const live = <T extends object>(message: T): T => ({ ...message, deadline: new Date(nextDay.getTime() + 1) });
  const byToken = { ...id, accessTokenHash: 'h', purchase, acquirerId, payer };
  const verified = { ...id, verification: accepted };
  const login = { ...id, userLoginId: '852-52412345', userLoginIdType: 'MOBILE' };
  const otherPurchase = { ...purchase, paymentAmount: Money.of('HKD', 101n) };
  return {
    inquire: () => new InquirePayment(store).execute([live(fakeMessage(inquirePayment, id))]),
    recall: () => new RecallPayment(store).execute([live(fakeMessage(recallPayment, id))]),
    order: () => open.execute([live(fakeMessage(openOrder, ordered))]),
    'order other': () => open.execute([live(fakeMessage(openOrder, { ...ordered, purchase: otherPurchase }))]),
    'token pay': () => pay.execute([live(fakeMessage(payByToken, byToken))]),
    'token pay other': () => pay.execute([live(fakeMessage(payByToken, { ...byToken, purchase: otherPurchase }))]),
    verify: () => settle.execute([live(fakeMessage(settlePayment, verified))]),
    'verify other': () =>
      settle.execute([live(fakeMessage(settlePayment, { ...verified, paymentAmount: amounts.refundAmount }))]),
    sendOTP: () => new ProposeOtp(store, clock).execute([live(fakeMessage(proposeOtp, login))]),
    cancel: () => cancel().execute([live(fakeMessage(cancelPayment, { ...id, readOnly: false }))]),
    'cancel late': () => cancel(late).execute([live(fakeMessage(cancelPayment, { ...id, readOnly: false }))]),
    'cancel stale': () => cancel().execute([live(fakeMessage(cancelPayment, { ...id, readOnly: true }))]),
    refund: () => refund(giveBack),
    'refund other': () => refund({ ...giveBack, paymentId: '2' }),
    'refund stale': () => refund({ ...giveBack, readOnly: true }),
  };
}

type Operation = keyof ReturnType<typeof operations>;

/** What is answered, then the state that is stored and what is posted; `+` is a stored refund. */
const table: Record<keyof typeof ordersByState, Record<Operation, string>> = {
  WAITING: {
    inquire: 'waiting',
    recall: 'fault',
    order: 'to otp',
    'order other': 'RepeatInconsistent',
    'token pay': 'RepeatInconsistent',
    'token pay other': 'RepeatInconsistent',
    verify: 'paid -> PAID PAY',
    'verify other': 'RepeatInconsistent -> CLOSED',
    sendOTP: 'to otp',
    cancel: 'cancelled -> CANCELLED',
    'cancel late': 'cancelled -> CANCELLED',
    'cancel stale': 'fault',
    refund: 'OrderNotFound + REFUSED',
    'refund other': 'OrderNotFound + REFUSED',
    'refund stale': 'fault',
  },
  PAID: {
    inquire: 'paid',
    recall: 'paid',
    order: 'awaiting-otp',
    'order other': 'RepeatInconsistent',
    'token pay': 'RepeatInconsistent',
    'token pay other': 'RepeatInconsistent',
    verify: 'paid',
    'verify other': 'paid',
    sendOTP: 'OrderClosed',
    cancel: 'cancelled -> CANCELLED REVERSAL',
    'cancel late': 'CancelWindowExceeded',
    'cancel stale': 'fault',
    refund: 'refunded + SUCCEEDED REFUND',
    'refund other': 'OrderNotFound + REFUSED',
    'refund stale': 'fault',
  },
  'PAID by token': {
    inquire: 'paid',
    recall: 'paid',
    order: 'RepeatInconsistent',
    'order other': 'RepeatInconsistent',
    'token pay': 'paid',
    'token pay other': 'RepeatInconsistent',
    verify: 'RepeatInconsistent',
    'verify other': 'RepeatInconsistent',
    sendOTP: 'OrderClosed',
    cancel: 'cancelled -> CANCELLED REVERSAL',
    'cancel late': 'CancelWindowExceeded',
    'cancel stale': 'fault',
    refund: 'refunded + SUCCEEDED REFUND',
    'refund other': 'OrderNotFound + REFUSED',
    'refund stale': 'fault',
  },
  'WAITING scanned': {
    inquire: 'waiting',
    recall: 'fault',
    order: 'RepeatInconsistent',
    'order other': 'RepeatInconsistent',
    'token pay': 'RepeatInconsistent',
    'token pay other': 'RepeatInconsistent',
    verify: 'RepeatInconsistent',
    'verify other': 'RepeatInconsistent',
    sendOTP: 'OrderClosed',
    cancel: 'cancelled -> CANCELLED',
    'cancel late': 'cancelled -> CANCELLED',
    'cancel stale': 'fault',
    refund: 'OrderNotFound + REFUSED',
    'refund other': 'OrderNotFound + REFUSED',
    'refund stale': 'fault',
  },
  'PAID scanned': {
    inquire: 'paid',
    recall: 'paid',
    order: 'RepeatInconsistent',
    'order other': 'RepeatInconsistent',
    'token pay': 'RepeatInconsistent',
    'token pay other': 'RepeatInconsistent',
    verify: 'RepeatInconsistent',
    'verify other': 'RepeatInconsistent',
    sendOTP: 'OrderClosed',
    cancel: 'cancelled -> CANCELLED REVERSAL',
    'cancel late': 'CancelWindowExceeded',
    'cancel stale': 'fault',
    refund: 'refunded + SUCCEEDED REFUND',
    'refund other': 'OrderNotFound + REFUSED',
    'refund stale': 'fault',
  },
  'CLOSED scanned': {
    inquire: 'failed OrderClosed',
    recall: 'OrderClosed',
    order: 'RepeatInconsistent',
    'order other': 'RepeatInconsistent',
    'token pay': 'RepeatInconsistent',
    'token pay other': 'RepeatInconsistent',
    verify: 'RepeatInconsistent',
    'verify other': 'RepeatInconsistent',
    sendOTP: 'OrderClosed',
    cancel: 'cancelled',
    'cancel late': 'cancelled',
    'cancel stale': 'cancelled',
    refund: 'OrderNotFound + REFUSED',
    'refund other': 'OrderNotFound + REFUSED',
    'refund stale': 'fault',
  },
  'WAITING for the SDK': {
    inquire: 'waiting without amounts',
    recall: 'fault',
    order: 'RepeatInconsistent',
    'order other': 'RepeatInconsistent',
    'token pay': 'RepeatInconsistent',
    'token pay other': 'RepeatInconsistent',
    verify: 'RepeatInconsistent',
    'verify other': 'RepeatInconsistent',
    sendOTP: 'OrderNotFound',
    cancel: 'cancelled -> CANCELLED',
    'cancel late': 'cancelled -> CANCELLED',
    'cancel stale': 'fault',
    refund: 'OrderNotFound + REFUSED',
    'refund other': 'OrderNotFound + REFUSED',
    'refund stale': 'fault',
  },
  'CLOSED for the SDK': {
    inquire: 'failed OrderClosed without amounts',
    recall: 'OrderClosed',
    order: 'RepeatInconsistent',
    'order other': 'RepeatInconsistent',
    'token pay': 'RepeatInconsistent',
    'token pay other': 'RepeatInconsistent',
    verify: 'RepeatInconsistent',
    'verify other': 'RepeatInconsistent',
    sendOTP: 'OrderNotFound',
    cancel: 'cancelled',
    'cancel late': 'cancelled',
    'cancel stale': 'cancelled',
    refund: 'OrderNotFound + REFUSED',
    'refund other': 'OrderNotFound + REFUSED',
    'refund stale': 'fault',
  },
  FAILED: {
    inquire: 'failed BalanceNotEnough',
    recall: 'BalanceNotEnough',
    order: 'BalanceNotEnough',
    'order other': 'RepeatInconsistent',
    'token pay': 'RepeatInconsistent',
    'token pay other': 'RepeatInconsistent',
    verify: 'BalanceNotEnough',
    'verify other': 'BalanceNotEnough',
    sendOTP: 'OrderClosed',
    cancel: 'cancelled',
    'cancel late': 'cancelled',
    'cancel stale': 'cancelled',
    refund: 'OrderNotFound + REFUSED',
    'refund other': 'OrderNotFound + REFUSED',
    'refund stale': 'fault',
  },
  CLOSED: {
    inquire: 'failed OrderClosed',
    recall: 'OrderClosed',
    order: 'OrderClosed',
    'order other': 'RepeatInconsistent',
    'token pay': 'RepeatInconsistent',
    'token pay other': 'RepeatInconsistent',
    verify: 'OrderClosed',
    'verify other': 'OrderClosed',
    sendOTP: 'OrderClosed',
    cancel: 'cancelled',
    'cancel late': 'cancelled',
    'cancel stale': 'cancelled',
    refund: 'OrderNotFound + REFUSED',
    'refund other': 'OrderNotFound + REFUSED',
    'refund stale': 'fault',
  },
  'CANCELLED waiting': {
    inquire: 'failed OrderClosed',
    recall: 'OrderClosed',
    order: 'OrderClosed',
    'order other': 'RepeatInconsistent',
    'token pay': 'RepeatInconsistent',
    'token pay other': 'RepeatInconsistent',
    verify: 'OrderClosed',
    'verify other': 'OrderClosed',
    sendOTP: 'OrderClosed',
    cancel: 'cancelled',
    'cancel late': 'cancelled',
    'cancel stale': 'cancelled',
    refund: 'OrderClosed + REFUSED',
    'refund other': 'OrderClosed + REFUSED',
    'refund stale': 'fault',
  },
  'CANCELLED paid': {
    inquire: 'failed OrderClosed',
    recall: 'OrderClosed',
    order: 'OrderClosed',
    'order other': 'RepeatInconsistent',
    'token pay': 'RepeatInconsistent',
    'token pay other': 'RepeatInconsistent',
    verify: 'OrderClosed',
    'verify other': 'OrderClosed',
    sendOTP: 'OrderClosed',
    cancel: 'cancelled',
    'cancel late': 'cancelled',
    'cancel stale': 'cancelled',
    refund: 'OrderClosed + REFUSED',
    'refund other': 'OrderNotFound + REFUSED',
    'refund stale': 'fault',
  },
  'CANCELLED unknown': {
    inquire: 'failed OrderClosed without amounts',
    recall: 'OrderClosed',
    order: 'OrderClosed',
    'order other': 'OrderClosed',
    'token pay': 'OrderClosed',
    'token pay other': 'OrderClosed',
    verify: 'OrderClosed',
    'verify other': 'OrderClosed',
    sendOTP: 'OrderClosed',
    cancel: 'cancelled',
    'cancel late': 'cancelled',
    'cancel stale': 'cancelled',
    refund: 'OrderClosed + REFUSED',
    'refund other': 'OrderClosed + REFUSED',
    'refund stale': 'fault',
  },
  'FAILED unknown': {
    inquire: 'OrderNotFound',
    recall: 'OrderNotFound',
    order: 'OrderNotFound',
    'order other': 'OrderNotFound',
    'token pay': 'RepeatInconsistent',
    'token pay other': 'RepeatInconsistent',
    verify: 'OrderNotFound',
    'verify other': 'OrderNotFound',
    sendOTP: 'OrderNotFound',
    cancel: 'cancelled',
    'cancel late': 'cancelled',
    'cancel stale': 'cancelled',
    refund: 'OrderNotFound + REFUSED',
    'refund other': 'OrderNotFound + REFUSED',
    'refund stale': 'fault',
  },
  unknown: {
    inquire: 'OrderNotFound',
    recall: 'fault',
    order: 'to otp -> WAITING_FOR_OTP',
    'order other': 'to otp -> WAITING_FOR_OTP',
    'token pay': 'paid -> PAID PAY',
    'token pay other': 'paid -> PAID PAY',
    verify: 'OrderNotFound -> FAILED',
    'verify other': 'OrderNotFound -> FAILED',
    sendOTP: 'OrderNotFound',
    cancel: 'cancelled -> CANCELLED',
    'cancel late': 'cancelled -> CANCELLED',
    'cancel stale': 'fault',
    refund: 'OrderNotFound + REFUSED',
    'refund other': 'OrderNotFound + REFUSED',
    'refund stale': 'fault',
  },
};

function told(answer: Handled): string {
  if (typeof answer !== 'object') return answer;
  if ('topic' in answer) return answer.topic === sendOtp ? 'to otp' : answer.topic.name;
  if (answer.outcome === 'refused') return answer.refusal;
  if (answer.outcome === 'unknown') return answer.reason;
  if (answer.result.kind !== 'inquired') return answer.result.kind;
  const { payment, paymentAmount } = answer.result;
  const refusal = payment.status === 'failed' ? ` ${payment.refusal}` : '';
  return `${payment.status}${refusal}${paymentAmount ? '' : ' without amounts'}`;
}

describe.each(Object.entries(table))('an order that is %s', (state, cells) => {
  it.each(Object.entries(cells) as [Operation, string][])('%s: %s', async (operation, cell) => {
    const store = new OneOrder(ordersByState[state as keyof typeof table]);
    const handled: readonly Handled[] = await operations(store)[operation]();
    expect(handled.map((each) => told(each) + store.effects)).toEqual([cell]);
  });
});
