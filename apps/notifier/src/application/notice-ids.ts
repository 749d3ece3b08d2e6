import { bindingOf } from '@wallet/contracts';
import type { NewDelivery, StartedAttempt } from './ports/deliveries';

type Told = Pick<NewDelivery, 'kind' | 'subject'> & Partial<Pick<StartedAttempt, 'body' | 'traceId'>>;

/** What people know a notice's payment or agreement by, and the trace of the call that led to it: for log lines. */
export function noticeIds({ kind, subject, body, traceId }: Told) {
  const trace = traceId && { traceId };
  if (kind !== 'NOTIFY_PAYMENT') return { ...trace, ...bindingOf(subject) };
  const { paymentId } = JSON.parse(body ?? '{}') as { paymentId?: string };
  return { ...trace, paymentRequestId: subject, ...(paymentId !== undefined && { paymentId }) };
}
