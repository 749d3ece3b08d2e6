import type { Entry } from '../load/entry';
import type { Notice } from './evidence';
import { answered, inquired, pay, verdictOn, type MadeHistory } from './made-history';

const toldPaid: Notice = { status: 'S', code: 'SUCCESS', paymentId: 'payment-1', atMs: 0 };
const toldClosed: Notice = { status: 'F', code: 'ORDER_IS_CLOSED', atMs: 0 };
const poor: Partial<Entry> = { kind: 'without-money' };
const failed = { state: 'FAILED', paymentId: null, paid: 0n };
const racing: Partial<Entry> = { kind: 'cancel-racing' };
const cancelled = { state: 'CANCELLED', reversed: 100n };
const cancel = (result = 'S SUCCESS') => answered('cancelPayment', result, racing);

/** Paid, cancelled, and told to be paid so long after that was acknowledged. */
function toldLate(byMs: number): Required<Pick<MadeHistory, 'entries' | 'order' | 'notices'>> & { atMs: number } {
  const paid = pay('S SUCCESS', racing);
  const cancelling = cancel();
  const atMs = cancelling.endedAtMs + byMs;
  return { entries: [paid, cancelling], order: cancelled, notices: [{ ...toldPaid, atMs }], atMs };
}

/** The entries are made in the order of the calls. */
type Case = [name: string, make: () => MadeHistory, found?: string[]];

const good: Case[] = [
  [
    'paid, repeated, inquired and notified',
    () => ({ entries: [pay('S SUCCESS'), pay('S SUCCESS'), inquired('S SUCCESS')], notices: [toldPaid] }),
  ],
  [
    'unknown at first',
    () => ({ entries: [pay('U PAYMENT_IN_PROCESS'), pay('none'), inquired('U PAYMENT_IN_PROCESS'), pay('S SUCCESS')] }),
  ],
  [
    'refused',
    () => ({
      entries: [pay('F USER_BALANCE_NOT_ENOUGH', poor), inquired('F USER_BALANCE_NOT_ENOUGH', poor)],
      order: failed,
    }),
  ],
  [
    'paid, then cancelled',
    () => ({
      entries: [pay('S SUCCESS', racing), cancel(), pay('F ORDER_IS_CLOSED', racing)],
      order: cancelled,
      notices: [toldPaid],
    }),
  ],
  ['told by what was on its way at the cancellation', () => toldLate(5_000)],
  [
    'told long after the cancellation, of which a disturbance has kept notifier',
    () => {
      const { atMs, ...history } = toldLate(15_000);
      return { ...history, disturbances: [{ fromMs: atMs - 1_000, untilMs: atMs + 1_000 }] };
    },
  ],
  [
    'cancelled before the pay',
    () => ({ entries: [cancel(), pay('F ORDER_IS_CLOSED', racing)], order: { ...failed, state: 'CANCELLED' } }),
  ],
  [
    'a cancellation that is not known to be done',
    () => ({
      entries: [pay('S SUCCESS', racing), cancel('U UNKNOWN_EXCEPTION'), pay('S SUCCESS', racing)],
      order: cancelled,
    }),
  ],
  [
    'a failed order that was cancelled',
    () => ({ entries: [pay('F USER_BALANCE_NOT_ENOUGH', poor), cancel()], order: failed }),
  ],
];

const bad: Case[] = [
  [
    'S, and no order',
    () => ({ entries: [pay('S SUCCESS')], order: null }),
    ['I8: S was answered and nothing is debited (no order)'],
  ],
  [
    'S, and not debited',
    () => ({ entries: [pay('S SUCCESS')], order: { paid: 0n } }),
    ['I8: S was answered and nothing is debited (PAID)'],
  ],
  [
    'S by notice only, and not debited',
    () => ({ notices: [toldPaid], order: { paid: 0n } }),
    ['I8: S was answered and nothing is debited (PAID)'],
  ],
  [
    'S, and failed later',
    () => ({ entries: [pay('S SUCCESS')], order: { state: 'FAILED' } }),
    ['I8: S was answered and the order is FAILED'],
  ],
  [
    'S, and reversed by nobody',
    () => ({ entries: [pay('S SUCCESS')], order: cancelled }),
    ['I8: S was answered and the order is CANCELLED'],
  ],
  [
    'S, PAID and reversed',
    () => ({ entries: [pay('S SUCCESS')], order: { reversed: 100n } }),
    ['I8: S was answered, the order is PAID and reversed'],
  ],
  [
    'F, and debited',
    () => ({ entries: [pay('F USER_BALANCE_NOT_ENOUGH', poor)] }),
    ['I8: F USER_BALANCE_NOT_ENOUGH was answered and the customer has lost 100'],
  ],
  [
    'two payment ids',
    () => ({ entries: [pay('S SUCCESS'), pay('S SUCCESS', { paymentId: 'payment-2' })] }),
    ['I9: several payment ids: payment-1, payment-2'],
  ],
  [
    'another payment id in the books',
    () => ({ entries: [pay('S SUCCESS')], order: { paymentId: 'payment-2' } }),
    ['I9: several payment ids: payment-1, payment-2'],
  ],
  [
    'S without a payment id',
    () => ({ entries: [inquired('S SUCCESS')], notices: [{ status: 'S', code: 'SUCCESS', atMs: 0 }] }),
    ['I9: several payment ids: payment-1, none'],
  ],
  [
    'two refusals',
    () => ({ entries: [pay('F USER_BALANCE_NOT_ENOUGH', poor)], notices: [toldClosed], order: failed }),
    ['I10: several refusals: USER_BALANCE_NOT_ENOUGH, ORDER_IS_CLOSED'],
  ],
  [
    'S and F',
    () => ({
      entries: [pay('F USER_BALANCE_NOT_ENOUGH', poor)],
      order: { ...failed, paid: 100n, reversed: 100n },
      notices: [toldPaid],
    }),
    [
      'I8: S was answered and the order is FAILED',
      'I9: several payment ids: payment-1, none',
      'I10: S and F USER_BALANCE_NOT_ENOUGH',
    ],
  ],
  [
    'closed before anybody cancelled',
    () => ({ entries: [pay('S SUCCESS', racing), pay('F ORDER_IS_CLOSED', racing), cancel()], order: cancelled }),
    ['I10: S and F ORDER_IS_CLOSED', 'F by a fault: pay pay of a flow cancel-racing was answered F ORDER_IS_CLOSED'],
  ],
  [
    'S after F',
    () => ({
      entries: [cancel('U UNKNOWN_EXCEPTION'), pay('F ORDER_IS_CLOSED', racing), pay('S SUCCESS', racing)],
      order: cancelled,
    }),
    ['I10: S after F'],
  ],
  [
    'S after the cancellation',
    () => ({ entries: [cancel(), pay('S SUCCESS', racing)], order: cancelled }),
    ['I10: S after the cancellation was acknowledged'],
  ],
  [
    'cancelled and debited',
    () => ({ entries: [cancel()], order: { state: 'CANCELLED', reversed: 60n } }),
    ['cancel: acknowledged, and the customer has lost 40'],
  ],
  [
    'cancelled and nothing stored',
    () => ({ entries: [cancel()], order: null }),
    ['cancel: acknowledged, and nothing is stored'],
  ],
  [
    'cancelled and waiting',
    () => ({ entries: [cancel()], order: { ...failed, state: 'WAITING_FOR_OTP' } }),
    ['cancel: acknowledged, and WAITING_FOR_OTP', 'I11: the order is still WAITING_FOR_OTP'],
  ],
  [
    'told long after the cancellation',
    () => toldLate(5_001),
    ['cancel: it was notified as S 5001 ms after it was acknowledged'],
  ],
  [
    'told long after the cancellation, and a disturbance came later',
    () => {
      const { atMs, ...history } = toldLate(15_000);
      return { ...history, disturbances: [{ fromMs: atMs, untilMs: atMs + 1_000 }] };
    },
    ['cancel: it was notified as S 15000 ms after it was acknowledged'],
  ],
  [
    'a cancellation that was notified',
    () => ({ entries: [cancel()], order: { ...failed, state: 'CANCELLED' }, notices: [toldClosed] }),
    ['cancel: it was notified as F'],
  ],
];

describe('a history of one payment', () => {
  it.each(good)('is good: %s', (_, make) => expect(verdictOn(make())).toEqual([]));
  it.each(bad)('is bad: %s', (_, make, found) => expect(verdictOn(make())).toEqual(found));
});
