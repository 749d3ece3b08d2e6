import { statementOf, type Entry, type Status } from '../load/entry';
import { cancellation, netDebit, type Check, type Evidence } from './evidence';

interface Statement {
  readonly status: Status;
  readonly code: string;
  readonly entry: Entry;
}

/** S and F about the order, from answers. */
function finalStatements(entries: readonly Entry[]): Statement[] {
  return entries.flatMap((entry) => {
    const stated = statementOf(entry);
    return stated && (stated.status === 'S' || stated.status === 'F') ? [{ ...stated, entry }] : [];
  });
}

/** I8: who heard S has paid, for ever, unless the payment was cancelled. */
const paidStaysPaid: Check = ({ entries, order, notices }) => {
  const heard = [...finalStatements(entries), ...notices].some(({ status }) => status === 'S');
  if (!heard) return [];
  if (!order || order.paid === 0n) return [`I8: S was answered and nothing is debited (${order?.state ?? 'no order'})`];
  if (order.state === 'PAID') {
    return order.reversed === 0n ? [] : ['I8: S was answered, the order is PAID and reversed'];
  }
  const wasCancelled = order.state === 'CANCELLED' && Number.isFinite(cancellation(entries).askedAtMs);
  return wasCancelled ? [] : [`I8: S was answered and the order is ${order.state}`];
};

/** I8: who heard F has lost nothing. */
const refusedNeverDebits: Check = ({ entries, order, notices }) => {
  const refused = [...finalStatements(entries), ...notices].find(({ status }) => status === 'F');
  if (!refused || !order || netDebit(order) === 0n) return [];
  return [`I8: F ${refused.code} was answered and the customer has lost ${netDebit(order)}`];
};

/** I9: one payment has one id. */
const onePaymentId: Check = ({ entries, order, notices }) => {
  const stated = [...finalStatements(entries).map(({ status, entry }) => ({ ...entry, status })), ...notices];
  const ids = new Set(stated.filter(({ status }) => status === 'S').map(({ paymentId }) => paymentId ?? 'none'));
  if (ids.size > 0 && order) ids.add(order.paymentId ?? 'none');
  return ids.size > 1 ? [`I9: several payment ids: ${[...ids].join(', ')}`] : [];
};

/** I9, I10: all answers and notices say the same; a cancellation turns S into F, once and for good. */
const oneResult: Check = ({ entries, notices }) => {
  const statements = finalStatements(entries);
  const { askedAtMs, doneAtMs } = cancellation(entries);
  const all = [...statements, ...notices];
  const codes = new Set(all.filter(({ status }) => status === 'F').map(({ code }) => code));
  const found: string[] = [];
  if (codes.size > 1) found.push(`I10: several refusals: ${[...codes].join(', ')}`);
  const wasPaid = all.some(({ status }) => status === 'S');
  const refused = statements.filter(({ status }) => status === 'F');
  for (const { code, entry } of wasPaid ? refused : []) {
    if (code !== 'ORDER_IS_CLOSED' || entry.endedAtMs < askedAtMs) found.push(`I10: S and F ${code}`);
  }
  const lastSMs = Math.max(...statements.filter(({ status }) => status === 'S').map(({ entry }) => entry.startedAtMs));
  const firstFMs = Math.min(...refused.map(({ entry }) => entry.endedAtMs));
  if (lastSMs > firstFMs) found.push('I10: S after F');
  if (lastSMs > doneAtMs) found.push('I10: S after the cancellation was acknowledged');
  return [...new Set(found)];
};

/** A cancellation that was acknowledged has left nothing debited, and is not notified. */
const cancelledIsFree: Check = ({ entries, order, notices }: Evidence) => {
  const found: string[] = [];
  if (order?.state === 'CANCELLED' && notices.some(({ status }) => status === 'F')) {
    found.push('cancel: it was notified as F');
  }
  if (!Number.isFinite(cancellation(entries).doneAtMs)) return found;
  if (!order) return [...found, 'cancel: acknowledged, and nothing is stored'];
  if (netDebit(order) !== 0n) found.push(`cancel: acknowledged, and the customer has lost ${netDebit(order)}`);
  if (!['CANCELLED', 'FAILED', 'CLOSED'].includes(order.state)) found.push(`cancel: acknowledged, and ${order.state}`);
  return found;
};

/** The fact gets to notifier within 3 s also on a full machine; an attempt that was claimed before is sent by then. */
const onItsWayMs = 5_000;

/** After a cancellation that was acknowledged nothing is sent of the payment, but what was on its way. */
const cancelledIsNotTold: Check = ({ entries, notices, disturbances }) => {
  const { doneAtMs } = cancellation(entries);
  return notices
    .filter(({ status, atMs }) => status === 'S' && atMs > doneAtMs + onItsWayMs)
    .filter(({ atMs }) => !disturbances.some(({ fromMs, untilMs }) => fromMs < atMs && untilMs > doneAtMs))
    .map(({ atMs }) => `cancel: it was notified as S ${atMs - doneAtMs} ms after it was acknowledged`);
};

/** One order must be final in the end (I11). */
const isFinal: Check = ({ order }) =>
  order?.state.startsWith('WAITING_FOR_') ? [`I11: the order is still ${order.state}`] : [];

export const paymentChecks: readonly Check[] = [
  paidStaysPaid,
  refusedNeverDebits,
  onePaymentId,
  oneResult,
  cancelledIsFree,
  cancelledIsNotTold,
  isFinal,
];
