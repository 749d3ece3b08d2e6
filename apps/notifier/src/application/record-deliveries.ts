import type { Schedule } from '../domain/schedule';
import type { Deliveries } from './deliveries';
import { draftDelivery, type NoticeFact, type NoticeForm } from './draft-delivery';

/** One delivery for each final result of a payment, and for each event of an agreement. */
export class RecordDeliveries {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly schedule: Schedule,
    private readonly form: NoticeForm,
    private readonly wake: () => void,
  ) {}

  /** May be repeated. Throws DependencyFault. */
  async execute(facts: readonly NoticeFact[]): Promise<void> {
    const fresh = facts.map((fact) => ({ ...draftDelivery(fact, this.form), delayMs: this.schedule.firstDelayMs }));
    await this.deliveries.add(fresh);
    this.wake();
  }
}
