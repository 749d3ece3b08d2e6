import { notifierEndpoints, type Notice } from '@wallet/operator-contract';
import type { OperatorCalls } from '../client/client';

/** The notices of these kinds of each subject that has some. */
async function noticesOf(
  notifier: OperatorCalls,
  subjects: readonly string[],
  kinds: readonly string[],
): Promise<ReadonlyMap<string, readonly Notice[]>> {
  const notices = new Map<string, Notice[]>();
  if (subjects.length === 0) return notices;
  const { states } = await notifier.call(notifierEndpoints.listStates, { body: { subjects } });
  for (const notice of states) {
    const { subject, kind } = notice;
    if (kinds.includes(kind)) notices.set(subject, [...(notices.get(subject) ?? []), notice]);
  }
  return notices;
}

/** By paymentRequestId. */
export const noticesOfPayments = (notifier: OperatorCalls, ids: readonly string[]) =>
  noticesOf(notifier, ids, ['NOTIFY_PAYMENT']);

/** By the key of the binding. */
export const noticesOfAgreements = (notifier: OperatorCalls, bindings: readonly string[]) =>
  noticesOf(notifier, bindings, ['TOKEN_CREATED', 'TOKEN_CANCELED']);
