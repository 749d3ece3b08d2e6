import type { PaymentFact } from '@wallet/contracts';
import type { Schedule } from '../domain/schedule';
import type { Deliveries } from './deliveries';
import { paymentNotice } from './payment-notice';

export interface NoticeForm {
  readonly notifyPaymentPath: string;
  /** Of the times in a notice: `+08:00`. */
  readonly utcOffset: string;
}

/** One delivery for each final result, whose text is frozen here. */
export class RecordDeliveries {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly schedule: Schedule,
    private readonly form: NoticeForm,
    private readonly wake: () => void,
  ) {}

  /** May be repeated. Throws DependencyFault. */
  async execute(facts: readonly PaymentFact[]): Promise<void> {
    const { notifyPaymentPath: path, utcOffset } = this.form;
    const fresh = facts.map((fact) => {
      const body = JSON.stringify(paymentNotice(fact, utcOffset));
      const { firstDelayMs: delayMs } = this.schedule;
      return { subject: fact.paymentRequestId, kind: 'NOTIFY_PAYMENT' as const, path, body, delayMs };
    });
    await this.deliveries.add(fresh);
    this.wake();
  }
}
