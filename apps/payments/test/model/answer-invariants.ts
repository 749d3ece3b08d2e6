import {
  inquirePayment,
  openOrder,
  payByToken,
  recallPayment,
  refundPayment,
  settlePayment,
  type PaymentFact,
} from '@wallet/contracts';
import type { Call } from './calls';
import type { Tables } from './memory/memory-tables';

const resultOf: readonly string[] = [openOrder, settlePayment, payByToken, recallPayment, inquirePayment].map(
  ({ type }) => type,
);

interface History {
  readonly tables: Tables;
  readonly calls: readonly Call[];
}

/** What the world was told of an order's result: in answers to pays and inquiries, and in facts. */
function resultsOf({ tables, calls }: History, id: string): Set<string> {
  const answers = calls
    .filter(({ message }) => message.key === id && resultOf.includes(message.type))
    .flatMap(({ message, answers: said }) => said.map((each) => finalOf(message.type, each)));
  const facts = tables.facts.filter(({ paymentRequestId }) => paymentRequestId === id).map(toldBy);
  return new Set([...answers, ...facts].filter((said): said is string => said !== undefined));
}

/** The result that an answer tells, if it tells one: `F RepeatInconsistent` is about the call, not the order. */
function finalOf(type: string, said: string): string | undefined {
  const result = said.replace('S inquired: ', '');
  if (type === inquirePayment.type && said === 'F OrderNotFound') return undefined;
  return /^(S paid|F) /.test(result) && result !== 'F RepeatInconsistent' ? result : undefined;
}

function toldBy(fact: PaymentFact): string | undefined {
  if (fact.fact === 'PaymentSettled') return `S paid ${fact.paymentId}`;
  if (fact.fact === 'PaymentCancelled' || fact.refusal === 'RepeatInconsistent') return undefined;
  return `F ${fact.refusal}`;
}

/** I8, I9, I10: one result for ever, the one of the books, but that a cancellation makes an S an F `OrderClosed`. */
function contradictions(history: History, id: string): string[] {
  const { tables } = history;
  const results = resultsOf(history, id);
  const order = tables.orders.get(id);
  const payment = tables.payments.get(id);
  const isCancelled = order?.state === 'CANCELLED';
  if (isCancelled) results.delete('F OrderClosed');
  const said = [...results].join(', ');
  if (results.size > 1) return [`I9, I10 ${id} was told as ${said}`];
  if (said.startsWith('S') && said !== `S paid ${payment?.paymentId}`) return [`I8 ${id} was told as ${said}`];
  if (said.startsWith('F') && payment) return [`I8 ${id} was told as ${said}, and paid`];
  return factsOf(tables, id);
}

/** Each end of an order that has terms is told once, in the transaction that made it. */
function factsOf({ orders, events, facts }: Tables, id: string): string[] {
  const hasTerms = orders.get(id)?.terms !== undefined;
  const states = events.filter(({ orderId }) => orderId === id).map(({ state }) => state);
  const expected = states.flatMap((state) => {
    if (state === 'PAID') return 'PaymentSettled';
    if (state === 'CANCELLED') return states.includes('PAID') ? 'PaymentCancelled' : [];
    return state !== 'WAITING_FOR_OTP' && hasTerms ? 'PaymentFailed' : [];
  });
  const told = facts.filter(({ paymentRequestId }) => paymentRequestId === id).map(({ fact }) => fact);
  return told.join() === expected.join() ? [] : [`I10 of ${id} the facts are ${told.join() || 'none'}`];
}

const over: ReadonlySet<string | undefined> = new Set(['CANCELLED', 'FAILED', 'CLOSED']);

const cancelled = ({ tables, calls }: History): string[] =>
  calls
    .filter(
      ({ message, answers }) => answers.includes('S cancelled') && !over.has(tables.orders.get(message.key)?.state),
    )
    .map(({ message }) => `I8 ${message.key} was told as cancelled`);

/** One answer for ever to each refund, and it is the one that was stored. */
function refunds({ tables, calls }: History): string[] {
  return calls
    .filter(({ message }) => message.type === refundPayment.type)
    .flatMap(({ message, answers }) => {
      const { refundRequestId } = message.payload as { refundRequestId: string };
      const refund = tables.refunds.get(refundRequestId);
      const stored = refund?.state === 'SUCCEEDED' ? `S refunded ${refund.refundId}` : `F ${refund?.refusal}`;
      const other = answers.find((said) => said !== stored && said !== 'U fault' && said !== 'F RepeatInconsistent');
      return other ? [`I9 ${refundRequestId} was told as ${other}, and is ${stored}`] : [];
    });
}

/** Whoever asked, and could still be answered, was. */
const unanswered = (calls: readonly Call[], latest: number): string[] =>
  calls
    .filter(({ message, isLost, answers }) => message.replyTo && !isLost && answers.length === 0)
    .filter(({ message }) => message.type === settlePayment.type || (message.deadline?.getTime() ?? 0) > latest)
    .map(({ message }) => `${message.id} (${message.type}) was never answered`);

/** What contradicts itself in what the world was told; `latest` is the latest moment that the clock showed. */
export const brokenAnswers = (history: History, latest: number): string[] => [
  ...[...history.tables.orders.keys()].flatMap((id) => contradictions(history, id)),
  ...cancelled(history),
  ...refunds(history),
  ...unanswered(history.calls, latest),
];
