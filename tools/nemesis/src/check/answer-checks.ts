import type { Entry } from '../load/entry';
import { cancellation, type Check } from './evidence';

/** `cancelled`: when a cancellation of this payment was asked for first. */
function isExplained({ code, kind, api, refusals, endedAtMs }: Entry, cancelAskedAtMs: number): boolean {
  if (!refusals.includes(code)) return false;
  if (code === 'ORDER_IS_CLOSED') return kind === 'abandoned' || cancelAskedAtMs < endedAtMs;
  return code !== 'REFUND_AMOUNT_EXCEED' || api === 'refund';
}

/** Every F is one that the load has provoked: a fault is never a refusal. */
const everyRefusalIsExplained: Check = ({ entries }) => {
  const { askedAtMs } = cancellation(entries);
  const unexplained = entries.flatMap((entry) => {
    const { status, code, payment, api } = entry;
    const refusals = [status === 'F' ? code : undefined, payment?.status === 'F' ? payment.code : undefined];
    return refusals
      .filter((refusal) => refusal !== undefined && !isExplained({ ...entry, code: refusal }, askedAtMs))
      .map((refusal) => `F by a fault: ${api} ${entry.step} of a flow ${entry.kind} was answered F ${refusal}`);
  });
  return [...new Set(unexplained)];
};

/** What is answered is signed by the wallet. */
const everyAnswerIsSigned: Check = ({ entries }) =>
  entries
    .filter(({ status, signature }) => (status !== 'none' || signature === 'invalid') && signature !== 'valid')
    .map(({ api, step }) => `signature: the answer to ${api} ${step} is not signed by the wallet`);

export const answerChecks: readonly Check[] = [everyRefusalIsExplained, everyAnswerIsSigned];
