import { refusals, type Refusal } from '@wallet/kernel';
import { amount as amountSchema } from '@wallet/operator-contract';
import { amountText } from '../terminal/amount';
import { table } from '../terminal/table';
import { codeRows } from '../answers/code-text';
import { answerText } from '../answers/attempt-text';
import type { PaymentLife } from '../answers/payment-life';

/** When, what it is of, and what happened. */
type Line = readonly [at: string, of: string, text: string];

/** The order, and below it everything that happened to it, in the order of time. */
export function paymentText(life: PaymentLife): string {
  const known = Object.entries(life.order).filter(([, value]) => value !== null);
  const lines = [...eventLines(life), ...refundLines(life), ...postingLines(life), ...noticeLines(life)];
  const inTime = lines.sort(([left], [right]) => left.localeCompare(right));
  const order = known.map(([name, value]) => [words(name), name === 'refusal' ? told(String(value)) : cell(value)]);
  return [[...order, ...codeRows(life.code)], inTime].map(table).join('\n\n');
}

const eventLines = ({ events }: PaymentLife): Line[] =>
  events.map(({ type, refusal, command, traceId, occurredAt }) => {
    const cause = command === null ? 'as time was up' : `by ${command}`;
    return [
      occurredAt,
      'event',
      [type, refusal && told(refusal), cause, traceId && `(trace ${traceId})`].filter(Boolean).join(' '),
    ];
  });

const refundLines = ({ refunds }: PaymentLife): Line[] =>
  refunds.map(({ state, refusal, refundAmount, refundRequestId, createdAt }) => {
    const what = [state, refusal && told(refusal), amountText(refundAmount), `(${refundRequestId})`].filter(Boolean);
    return [createdAt, 'refund', what.join(' ')];
  });

const postingLines = ({ postings }: PaymentLife): Line[] =>
  postings.flatMap(({ kind, postedAt, entries }) =>
    entries.map(({ accountId, amount }): Line => [postedAt, 'entry', `${kind} ${accountId} ${amountText(amount)}`]),
  );

const noticeLines = ({ deliveries }: PaymentLife): Line[] =>
  deliveries.flatMap(({ deliveryId, state, attempts, createdAt, updatedAt, nextAttemptAt }) => {
    const of = `delivery ${deliveryId}`;
    const tried = attempts.map((attempt): Line => {
      return [attempt.startedAt, of, `attempt ${attempt.number}: ${answerText(attempt)}`];
    });
    const end: Line = nextAttemptAt ? [nextAttemptAt, of, 'next attempt'] : [updatedAt, of, `is ${state}`];
    return [[createdAt, of, 'is to be made'], ...tried, end];
  });

/** Our word with the code that Alipay+ is told. */
const told = (refusal: string): string =>
  refusal in refusals ? `${refusal} (${refusals[refusal as Refusal]} to Alipay+)` : refusal;

/** `paidAt`: paid at. */
const words = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function cell(value: unknown): string {
  const amount = amountSchema.safeParse(value).data;
  if (amount) return amountText(amount);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
