import type { PaidOrder, RefundAmounts } from '../../src/domain/order/order';
import type { Posting } from '../../src/domain/ledger/posting';
import type { Tables } from './memory/memory-tables';
import { customers, type CustomerName } from './purchases';

type Check = (tables: Tables) => string[];

function sums(entries: readonly (readonly [key: string, amount: bigint])[]): Map<string, bigint> {
  const totals = new Map<string, bigint>();
  for (const [key, amount] of entries) totals.set(key, (totals.get(key) ?? 0n) + amount);
  return totals;
}

const entriesOf = (postings: readonly Posting[]) => postings.flatMap(({ entries }) => entries);
const nonZero = (totals: Map<string, bigint>): string[] =>
  [...totals].filter(([, sum]) => sum !== 0n).map(([key]) => key);
const postingsOf = (tables: Tables, orderId: string, kind: Posting['kind']): Posting[] =>
  tables.postings.filter((posting) => posting.kind === kind && posting.subject.orderId === orderId);

const balanced: Check = ({ postings }) =>
  postings
    .filter(({ entries }) => nonZero(sums(entries.map(({ currency, amount }) => [currency, amount]))).length > 0)
    .map(({ kind, subject }) => `I1 a ${kind} of ${subject.orderId} does not sum to zero`);

const balances: Check = ({ accounts, postings }) => {
  const booked = sums(entriesOf(postings).map(({ accountId, amount }) => [accountId, amount]));
  const wallets = [...accounts.values()];
  return [
    ...wallets
      .filter((wallet) => wallet.balance !== booked.get(wallet.accountId))
      .map(({ accountId }) => `I2 ${accountId}`),
    ...wallets.filter(({ balance }) => balance < 0n).map(({ accountId }) => `I4 ${accountId} is below zero`),
  ];
};

const oneDebit: Check = (tables) =>
  [...tables.orders.keys()].flatMap((id) => {
    const debits = postingsOf(tables, id, 'PAY').length;
    return debits === (tables.payments.has(id) ? 1 : 0) ? [] : `I3 ${id} has ${debits} debits`;
  });

/** The lives that an order may have had: it waits, is paid, failed, closed, cancelled. */
const lives = new Set(['W', 'WP', 'WF', 'WC', 'WX', 'WPX', 'P', 'PX', 'F', 'C', 'X']);
const letters = {
  WAITING_FOR_OTP: 'W',
  WAITING_FOR_USER: 'W',
  PAID: 'P',
  FAILED: 'F',
  CLOSED: 'C',
  CANCELLED: 'X',
} as const;

const oneLife: Check = ({ orders, events }) =>
  [...orders.values()].flatMap(({ paymentRequestId: id, state, version }) => {
    const own = events.filter(({ orderId }) => orderId === id);
    const life = own.map((event) => letters[event.state]).join('');
    const isWhole = own.every((event, index) => event.version === index + 1) && own.length === version;
    return isWhole && lives.has(life) && own.at(-1)?.state === state ? [] : `I5 ${id} lived ${life}`;
  });

const legsOf = ({ refundAmount, refundFromAmount }: RefundAmounts) => [
  refundAmount.minorUnits,
  refundFromAmount.minorUnits,
];

/** What was given back of a payment by refunds, in both legs. */
function refundedOf({ refunds }: Tables, id: string): [bigint, bigint] {
  const own = [...refunds.values()].filter(
    ({ paymentRequestId, state }) => paymentRequestId === id && state === 'SUCCEEDED',
  );
  const sum = (leg: 0 | 1) => own.reduce((total, { terms }) => total + (legsOf(terms)[leg] ?? 0n), 0n);
  return [sum(0), sum(1)];
}

const refundsWithin: Check = (tables) =>
  [...tables.payments].flatMap(([id, { terms, refunded }]) => {
    const [amount, from] = refundedOf(tables, id);
    const isKept = legsOf(refunded).join() === [amount, from].join();
    const isWithin = amount <= terms.paymentAmount.minorUnits && from <= terms.payToAmount.minorUnits;
    return isKept && isWithin ? [] : `I6 ${id} was refunded ${amount} and ${from}`;
  });

/** What the order took from the wallet, and left with Alipay+, by its own postings. */
function netOf(tables: Tables, id: string, { accountId, terms }: PaidOrder): string {
  const postings = (['PAY', 'REFUND', 'REVERSAL'] as const).flatMap((kind) => postingsOf(tables, id, kind));
  const booked = sums(entriesOf(postings).map((entry) => [entry.accountId, entry.amount]));
  const payable = booked.get(`settlement-payable:${terms.payToAmount.currency}`) ?? 0n;
  return `${-(booked.get(accountId) ?? 0n)} and ${payable}`;
}

/** As the ledger says, an order takes what was paid less what was refunded, or nothing once it is cancelled. */
const netDebit: Check = (tables) =>
  [...tables.payments].flatMap(([id, order]) => {
    const [amount, from] = refundedOf(tables, id);
    const { debit, terms } = order;
    const left = debit.minorUnits - (debit.currency === terms.paymentAmount.currency ? amount : from);
    const isCancelled = tables.orders.get(id)?.state === 'CANCELLED';
    const expected = isCancelled ? '0 and 0' : `${left} and ${terms.payToAmount.minorUnits - from}`;
    const net = netOf(tables, id, order);
    return net === expected ? [] : `net debit of ${id}: ${net}, not ${expected}`;
  });

const nothingElse: Check = ({ accounts, payments, postings }) =>
  [...accounts.values()].flatMap(({ accountId, customerId, balance }) => {
    const own = [...payments].filter(([, order]) => order.accountId === accountId).map(([id]) => id);
    const ours = postings.filter(({ subject }) => subject.orderId !== undefined && own.includes(subject.orderId));
    const moved = sums(entriesOf(ours).map((entry) => [entry.accountId, entry.amount])).get(accountId) ?? 0n;
    return balance === customers[customerId as CustomerName] + moved ? [] : `net debit: ${customerId} has ${balance}`;
  });

const checks: readonly Check[] = [balanced, balances, oneDebit, oneLife, refundsWithin, netDebit, nothingElse];

/** What does not hold in the books, of I1 to I6 and the net debit of orders and customers. */
export const brokenBooks: Check = (tables) => checks.flatMap((check) => check(tables));
