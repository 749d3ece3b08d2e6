import type { AgreementFact, PaymentFact } from '@wallet/contracts';
import type { Schedule } from '../domain/schedule';
import type { Deliveries } from './ports/deliveries';
import { draftDelivery, type NoticeForm } from './draft-delivery';

/** One delivery for each final result of a payment, and for each event of an agreement; a cancelled payment withdraws its own. */
export class RecordDeliveries {
  constructor(
    private readonly deliveries: Pick<Deliveries, 'add'>,
    private readonly schedule: Schedule,
    private readonly form: NoticeForm,
    private readonly wake: () => void,
  ) {}

  /** May be repeated. Throws DependencyFault. */
  async execute(facts: readonly (PaymentFact | AgreementFact)[]): Promise<void> {
    const delayMs = () => this.schedule.firstDelayMs;
    const fresh = facts.flatMap((fact) =>
      fact.fact === 'PaymentCancelled' ? [] : [{ ...draftDelivery(fact, this.form), delayMs: delayMs() }],
    );
    const cancelled = facts.flatMap((fact) => (fact.fact === 'PaymentCancelled' ? [fact.paymentRequestId] : []));
    await this.deliveries.add(fresh, cancelled);
    this.wake();
  }
}
