import { paymentsEndpoints, type Check, type Notice, type SettledPayment } from '@wallet/operator-contract';
import type { OperatorCalls } from '../client/client';
import { comparePages, noticeCheck, patient, type ComparedPage, type Patience } from './compare-pages';
import { noticesOfPayments } from './notices-of';

const pageSize = 1_000;

/** What the notice of a payment may be; before it is withdrawn, that of a cancelled one is wrong. */
const sound: Readonly<Record<string, readonly string[]>> = {
  PAID: ['RETRYING', 'ACKED', 'DEAD', 'RESOLVED'],
  CANCELLED: ['ACKED', 'SUPERSEDED', 'RESOLVED'],
};

/** From a cancellation until the notifier has heard of it, and the attempt that was under way has ended. */
const hearsayMs = 60_000;

export interface ComparedBooks {
  readonly payments: OperatorCalls;
  readonly notifier: OperatorCalls;
}

/** I7 across two services: each payment that was paid has exactly one notice, in a state that fits it. */
export class CompareNotices {
  constructor(
    private readonly books: ComparedBooks,
    private readonly patience: Patience = patient,
  ) {}

  /** Of what was paid since then (ISO 8601). `progress` hears how many payments have been compared. */
  async execute(since: string, progress: (compared: number) => void): Promise<Check> {
    const faults = await comparePages((after) => this.page(after, since), this.patience, progress);
    return noticeCheck(
      'payment',
      'a payment that was paid has one notice, which is withdrawn when it is cancelled',
      faults,
    );
  }

  private async page(after: string | undefined, since: string): Promise<ComparedPage> {
    const query = { after, since, limit: String(pageSize) };
    const { payments } = await this.books.payments.call(paymentsEndpoints.listSettled, { query });
    const ids = payments.map(({ paymentRequestId }) => paymentRequestId);
    const notices = await noticesOfPayments(this.books.notifier, ids);
    const faults = payments.flatMap((payment) => faultOf(payment, notices.get(payment.paymentRequestId) ?? []));
    return { compared: ids.length, faults, next: ids.length < pageSize ? undefined : ids.at(-1) };
  }
}

function faultOf(payment: SettledPayment, notices: readonly Notice[]) {
  const { paymentRequestId, state } = payment;
  const [notice] = notices;
  const isSound = notices.length === 1 && notice && sound[state]?.includes(notice.state);
  if (isSound && !isToldTooLate(payment, notice)) return [];
  const late = isSound ? ' after the cancellation' : '';
  return [{ paymentRequestId, state, notices: notices.map((each) => each.state + late).join() || 'none' }];
}

/** Alipay+ was told S of a payment that had been cancelled. */
const isToldTooLate = ({ cancelledAt }: SettledPayment, { acknowledgedAt }: Notice): boolean =>
  !!cancelledAt && !!acknowledgedAt && Date.parse(acknowledgedAt) > Date.parse(cancelledAt) + hearsayMs;
