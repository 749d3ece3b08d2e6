import { isPostponed, type Handled } from '@wallet/contracts';
import { traceIdOf } from '@wallet/service';
import type { Message } from '../records/message';

/** What people know a call by. Never more of it: the rest may be secret, or of a person. */
const ids = ['paymentRequestId', 'paymentId', 'refundRequestId', 'referenceAgreementId', 'agreementId'];

/** What a service logs of a record that it is done with. Undefined of one that comes again, and of a fact without such an id. */
export function decisionLine({ payload, type, traceparent }: Message<unknown>, handled?: Handled) {
  const known = idsIn(payload);
  if (isPostponed(handled) || (!handled && Object.keys(known).length === 0)) return undefined;
  return { traceId: traceIdOf(traceparent), type, ...known, ...outcomeOf(handled) };
}

/** A fact without an outcome was taken. */
function outcomeOf(handled: Handled | undefined): object {
  if (typeof handled !== 'object') return { outcome: handled ?? 'taken' };
  if ('topic' in handled)
    return { ...idsIn(handled.payload), ...verdictIn(handled.payload), outcome: handled.topic.name };
  if (handled.outcome !== 'done') {
    const { outcome, ...why } = handled;
    return { outcome, why: 'refusal' in why ? why.refusal : why.reason };
  }
  const { result } = handled;
  return { ...idsIn(result), ...('payment' in result && idsIn(result.payment)), outcome: handled.outcome };
}

function idsIn(value: unknown): Record<string, string> {
  const fields = (value ?? {}) as Record<string, unknown>;
  const found = ids.flatMap((name) => (typeof fields[name] === 'string' ? [[name, fields[name]]] : []));
  return Object.fromEntries(found) as Record<string, string>;
}

/** Of a code that otp has looked at. */
function verdictIn(payload: unknown): object {
  const { verification } = payload as { verification?: { verdict: string } };
  return verification ? { verdict: verification.verdict } : {};
}
