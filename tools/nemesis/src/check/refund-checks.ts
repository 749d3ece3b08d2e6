import type { Entry } from '../load/entry';
import type { BookedRefund, Check, Evidence } from './evidence';
import { groupedBy } from './grouped-by';

const refundEntries = ({ entries }: Evidence): Entry[] =>
  entries.filter(({ api, signature }) => api === 'refund' && signature === 'valid');

const sumOf = (refunds: readonly BookedRefund[]): bigint => refunds.reduce((sum, { amount }) => sum + amount, 0n);

interface Told {
  readonly done: readonly Entry[];
  readonly refused: readonly Entry[];
  /** The wallet's ids of the refund, by its answers. */
  readonly ids: ReadonlySet<string>;
  readonly booked: BookedRefund | undefined;
}

/** What the answers to one refund and its row must not be at once. */
const contradictions: Readonly<Record<string, (told: Told) => boolean>> = {
  'S and F': ({ done, refused }) => done.length > 0 && refused.length > 0,
  'several refusals': ({ refused }) => new Set(refused.map(({ code }) => code)).size > 1,
  'several refund ids': ({ ids }) => ids.size > 1,
  'S was answered and nothing is booked': ({ done, booked }) => done.length > 0 && !booked?.succeeded,
  'booked under another id': ({ ids, booked }) =>
    booked?.succeeded === true && ids.size > 0 && !ids.has(booked.refundId ?? 'none'),
  'F was answered and it is booked': ({ refused, booked }) => refused.length > 0 && booked?.succeeded === true,
};

function contradictionsOf(id: string, answers: readonly Entry[], booked: BookedRefund | undefined): string[] {
  const done = answers.filter(({ status }) => status === 'S');
  const refused = answers.filter(({ status }) => status === 'F');
  const told = { done, refused, booked, ids: new Set(done.map(({ refundId }) => refundId ?? 'none')) };
  const found = Object.keys(contradictions).filter((name) => contradictions[name]?.(told));
  const asked = answers[0]?.amount;
  if (booked?.succeeded && booked.amount.toString() !== asked) found.push(`booked ${booked.amount} of ${asked}`);
  return found.map((each) => `refund ${id}: ${each}`);
}

/** What was acknowledged is booked, once and as asked; what was refused is not. */
const acknowledgedIsBooked: Check = (evidence) => {
  const answers = groupedBy(refundEntries(evidence), ({ refundRequestId = '' }) => refundRequestId);
  const booked = new Map(evidence.refunds.map((refund) => [refund.refundRequestId, refund]));
  const found = [...answers].flatMap(([id, entries]) => contradictionsOf(id, entries, booked.get(id)));
  const unasked = evidence.refunds.filter(
    ({ succeeded, refundRequestId }) =>
      succeeded && !evidence.entries.some((entry) => entry.refundRequestId === refundRequestId),
  );
  return [...found, ...unasked.map(({ refundRequestId }) => `refund ${refundRequestId}: nobody asked for it`)];
};

/** I6: never more than was paid, and the books agree with themselves. */
const neverBeyond: Check = ({ order, refunds }) => {
  const { paid, refunded } = order ?? { paid: 0n, refunded: 0n };
  const sum = sumOf(refunds.filter(({ succeeded }) => succeeded));
  return [
    ...(sum > paid ? [`I6: refunded ${sum} of ${paid}`] : []),
    ...(sum === refunded ? [] : [`I6: refunds of ${sum}, postings of ${refunded}`]),
  ];
};

/** A refund that fits is not refused as too much. */
const refusedIsTooMuch: Check = (evidence) => {
  const { order, refunds } = evidence;
  const left = (order?.paid ?? 0n) - sumOf(refunds.filter(({ succeeded }) => succeeded));
  return refundEntries(evidence)
    .filter(({ code, amount }) => code === 'REFUND_AMOUNT_EXCEED' && BigInt(amount ?? 0) <= left)
    .map(({ refundRequestId, amount }) => `refund ${refundRequestId}: refused as too much, ${amount} of ${left} left`);
};

export const refundChecks: readonly Check[] = [acknowledgedIsBooked, neverBeyond, refusedIsTooMuch];
