import type { AgreementFact, Command, PaymentFact } from '@wallet/contracts';
import { traceIdOf } from '@wallet/service';
import type { Schedule } from '../domain/schedule';
import type { Deliveries } from './ports/deliveries';
import { draftDelivery, type NoticeForm } from './draft-delivery';

export type NoticeCause = Pick<Command<PaymentFact | AgreementFact>, 'payload' | 'traceparent'>;

/** One delivery for each final result of a payment, and for each event of an agreement; a cancelled payment withdraws its own. */
export class RecordDeliveries {
  constructor(
    private readonly deliveries: Pick<Deliveries, 'add'>,
    private readonly schedule: Schedule,
    private readonly form: NoticeForm,
    private readonly wake: () => void,
  ) {}

  /** May be repeated. Throws DependencyFault. */
  async execute(causes: readonly NoticeCause[]): Promise<void> {
    const fresh = causes.flatMap(({ payload: fact, traceparent }) => {
      if (fact.fact === 'PaymentCancelled') return [];
      const when = { delayMs: this.schedule.firstDelayMs, traceId: traceIdOf(traceparent) };
      return [{ ...draftDelivery(fact, this.form), ...when }];
    });
    const cancelled = causes.flatMap(({ payload: fact }) =>
      fact.fact === 'PaymentCancelled' ? [fact.paymentRequestId] : [],
    );
    await this.deliveries.add(fresh, cancelled);
    this.wake();
  }
}
