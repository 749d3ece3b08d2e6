import { orderUnknown } from './statements';
import { scanContradictions } from './scan-contradictions';
import { isSame, sumOf, textOf, type WireAmount } from './amounts';
import {
  amountsOfPayment,
  isDone,
  isFinal,
  type BookedPayment,
  type RefundTry,
  type Said,
  type Statement,
} from './booked-payment';

const closed = 'ORDER_IS_CLOSED';

const isClosed = ({ status, code }: Said): boolean => status === 'F' && code === closed;

/** The earliest time at which one of them was said. */
const firstSaid = (said: readonly Said[]): string | undefined => said.map(({ answeredAt }) => answeredAt).sort()[0];

/** Went out after that; what crossed it on the way did not. */
const startedAfter = ({ at }: Said, time: string | undefined): boolean => time !== undefined && at > time;

/** Answers to calls, not notices: these may have been on their way for a while. */
const answersOf = (statements: readonly Statement[]): Statement[] =>
  statements.filter(({ source }) => source !== 'notification');

/** I8 to I10 and the sums of I6: each line names the payment and two things that cannot both be true. */
export function contradictionsOf(payment: BookedPayment): string[] {
  const rules = [
    finalResults,
    paymentIds,
    afterCancel,
    afterFinal,
    cancels,
    notices,
    amounts,
    refunds,
    refundSums,
    scanContradictions,
  ];
  return rules.flatMap((rule) => rule(payment)).map((line) => `${payment.paymentRequestId}: ${line}`);
}

/** One final result; only a cancel turns S into F ORDER_IS_CLOSED, for good. */
function finalResults({ statements, refunds, cancelRequestedAt }: BookedPayment): string[] {
  const finals = statements.filter(isFinal);
  const results = new Set(finals.map(({ status, code }) => `${status} ${code}`));
  if (refunds.some(isDone)) results.add('S SUCCESS');
  if (results.size <= 1) return [];
  const closings = finals.filter(isClosed);
  const wasCancelled =
    cancelRequestedAt !== undefined && closings.every(({ answeredAt }) => answeredAt >= cancelRequestedAt);
  const isByCancel = wasCancelled && results.size === 2 && results.has('S SUCCESS') && closings.length > 0;
  if (!isByCancel) return [`several final results: ${[...results].join(', ')}`];
  const since = firstSaid(closings);
  const found = answersOf(finals).some((each) => isDone(each) && startedAfter(each, since)) ? ['S after closed'] : [];
  return closings.some(({ source }) => source === 'notification') ? [...found, 'notified F of a paid order'] : found;
}

function paymentIds({ statements }: BookedPayment): string[] {
  const ids = new Set(statements.filter(isDone).map(({ paymentId }) => paymentId ?? 'none'));
  return ids.size > 1 ? [`several payment ids: ${[...ids].join(', ')}`] : [];
}

function afterCancel({ statements, refunds, cancels }: BookedPayment): string[] {
  const since = firstSaid(cancels.filter(isDone));
  const late = answersOf(statements).some((each) => isDone(each) && startedAfter(each, since));
  const known = new Set(
    refunds.filter((each) => !startedAfter(each, since)).map(({ refundRequestId }) => refundRequestId),
  );
  const refunded = refunds.some(
    (each) => isDone(each) && startedAfter(each, since) && !known.has(each.refundRequestId),
  );
  return [
    ...(late ? ['S after its cancel was acknowledged'] : []),
    ...(refunded ? ['refunded after its cancel was acknowledged'] : []),
  ];
}

/** An inquiry after a final result knows that result; of an order that was refused at once nothing need be stored. */
function afterFinal({ statements }: BookedPayment): string[] {
  const inquiries = statements.filter(({ source }) => source === 'inquiry');
  const since = firstSaid(statements.filter(isFinal));
  const unfinished = inquiries.some((each) => each.status === 'U' && startedAfter(each, since));
  const stored = firstSaid(statements.filter(isDone));
  const forgotten = inquiries.some((each) => each.code === orderUnknown && startedAfter(each, stored));
  return [
    ...(unfinished ? ['an inquiry called it unfinished after its final result'] : []),
    ...(forgotten ? ['an inquiry did not know it after its final result'] : []),
  ];
}

function cancels({ cancels }: BookedPayment): string[] {
  const results = new Set(cancels.filter(isFinal).map(({ status, code }) => `${status} ${code}`));
  return results.size > 1 ? [`several results of its cancel: ${[...results].join(', ')}`] : [];
}

function notices({ notifications }: BookedPayment): string[] {
  const refusals = new Set(notifications.map(({ refusal }) => refusal));
  return [
    ...(refusals.has('REPEAT_REQ_INCONSISTENT') ? ['a repeated notifyPayment has another body'] : []),
    ...(refusals.has('PARAM_ILLEGAL') ? ['a malformed notifyPayment'] : []),
  ];
}

function amounts({ asked, named }: BookedPayment): string[] {
  const agrees = (ours: WireAmount | undefined, theirs: WireAmount | undefined): boolean =>
    theirs === undefined || isSame(ours, theirs);
  const wrong = named.filter(
    ({ paymentAmount, payToAmount }) =>
      asked.length > 0 &&
      !asked.some((terms) => agrees(terms.paymentAmount, paymentAmount) && agrees(terms.payToAmount, payToAmount)),
  );
  return wrong.map((each) => `other amounts than asked: ${textOf(each.paymentAmount)}, ${textOf(each.payToAmount)}`);
}

function refunds({ refunds }: BookedPayment): string[] {
  return [...byRequest(refunds)].flatMap(([id, tries]) => {
    const finals = tries.filter(isFinal);
    const results = new Set(finals.map(({ status, code, refundId }) => `${status} ${code} ${refundId ?? ''}`.trim()));
    const amounts = new Set(
      finals.filter(isDone).map((each) => `${textOf(each.refundAmount)}/${textOf(each.refundFromAmount)}`),
    );
    return [
      ...(results.size > 1 ? [`several results of refund ${id}: ${[...results].join(', ')}`] : []),
      ...(amounts.size > 1 ? [`refund ${id} was done with several amounts: ${[...amounts].join(', ')}`] : []),
    ];
  });
}

function refundSums(payment: BookedPayment): string[] {
  const { paymentAmount, payToAmount } = amountsOfPayment(payment);
  const done = acknowledgedRefunds(payment);
  const exceeds = (whole: WireAmount | undefined, parts: readonly (WireAmount | undefined)[]): boolean =>
    whole !== undefined && BigInt(sumOf(parts, whole.currency).value) > BigInt(whole.value);
  const isTooMuch =
    exceeds(
      paymentAmount,
      done.map(({ refundAmount }) => refundAmount),
    ) ||
    exceeds(
      payToAmount,
      done.map(({ refundFromAmount }) => refundFromAmount),
    );
  return isTooMuch ? ['more was refunded than was paid'] : [];
}

function byRequest(refunds: readonly RefundTry[]): Map<string, RefundTry[]> {
  const found = new Map<string, RefundTry[]>();
  for (const each of refunds) found.set(each.refundRequestId, [...(found.get(each.refundRequestId) ?? []), each]);
  return found;
}

/** The refunds that the wallet has said S to, each once. */
export const acknowledgedRefunds = ({ refunds }: BookedPayment): RefundTry[] =>
  [...byRequest(refunds.filter(isDone)).values()].flatMap(([first]) => (first ? [first] : []));
