import type { AgreementFact, PaymentFact } from '@wallet/contracts';
import type { NoticeCause } from '../src/application/record-deliveries';

export const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

/** Facts as their topic brings them. */
export const causes = (...facts: readonly (PaymentFact | AgreementFact)[]): NoticeCause[] =>
  facts.map((payload) => ({ payload, traceparent: `00-${traceId}-00f067aa0ba902b7-01` }));
