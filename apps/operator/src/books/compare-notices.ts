import { z } from 'zod';
import type { OperatorCalls } from '../client';
import { withQuery } from '../path';
import { booksPath, type Check } from '../answers/books';
import { noticesOf, type Notice } from './notices-of';

const settledSchema = z.object({
  payments: z.array(
    z.object({ paymentRequestId: z.string(), state: z.string(), cancelledAt: z.iso.datetime().nullish() }),
  ),
});
type Settled = z.output<typeof settledSchema>['payments'][number];
const pageSize = 1_000;
const namedFaults = 10;

/** What the notice of a payment may be; before it is withdrawn, that of a cancelled one is wrong. */
const sound: Readonly<Record<string, readonly string[]>> = {
  PAID: ['RETRYING', 'ACKED', 'DEAD', 'RESOLVED'],
  CANCELLED: ['ACKED', 'SUPERSEDED', 'RESOLVED'],
};

/** From a cancellation until the notifier has heard of it, and the attempt that was under way has ended. */
const hearsayMs = 60_000;

interface Fault {
  readonly paymentRequestId: string;
  readonly state: string;
  readonly notices: string;
}

interface Page {
  readonly ids: readonly string[];
  readonly faults: readonly Fault[];
}

export interface ComparedBooks {
  readonly payments: OperatorCalls;
  readonly notifier: OperatorCalls;
}

/** Between payments and notifier lies a queue: what looks wrong is looked at again, so often in all and after so long. */
export interface Patience {
  readonly looks: number;
  readonly pauseMs: number;
}

/** I7 across two services: each payment that was paid has exactly one notice, in a state that fits it. */
export class CompareNotices {
  constructor(
    private readonly books: ComparedBooks,
    private readonly patience: Patience = { looks: 5, pauseMs: 1_000 },
  ) {}

  /** Of what was paid since then (ISO 8601). `progress` hears how many payments have been compared. */
  async execute(since: string, progress: (compared: number) => void): Promise<Check> {
    const faults: Fault[] = [];
    let [after, compared, looks] = ['', 0, this.patience.looks];
    for (;;) {
      let page = await this.page(after, since);
      for (; page.faults.length > 0 && looks > 0; looks--) {
        await new Promise((resolve) => setTimeout(resolve, this.patience.pauseMs));
        page = await this.page(after, since);
      }
      faults.push(...page.faults);
      progress((compared += page.ids.length));
      if (page.ids.length < pageSize) return checkOf(faults);
      after = page.ids.at(-1) ?? after;
    }
  }

  private async page(after: string, since: string): Promise<Page> {
    const query = { ...(after && { after }), since, limit: String(pageSize) };
    const { payments } = await this.books.payments.get(withQuery(`${booksPath}/settled`, query), settledSchema);
    const ids = payments.map(({ paymentRequestId }) => paymentRequestId);
    if (ids.length === 0) return { ids, faults: [] };
    const notices = await noticesOf(this.books.notifier, ids);
    const faults = payments.flatMap((payment) => {
      const { paymentRequestId, state } = payment;
      const of = notices.get(paymentRequestId) ?? [];
      const [notice] = of;
      const isSound = of.length === 1 && notice && sound[state]?.includes(notice.state);
      if (isSound && !isToldTooLate(payment, notice)) return [];
      const late = isSound ? ' after the cancellation' : '';
      return [{ paymentRequestId, state, notices: of.map((each) => each.state + late).join() || 'none' }];
    });
    return { ids, faults };
  }
}

/** Alipay+ was told S of a payment that had been cancelled. */
const isToldTooLate = ({ cancelledAt }: Settled, { acknowledgedAt }: Notice): boolean =>
  !!cancelledAt && !!acknowledgedAt && Date.parse(acknowledgedAt) > Date.parse(cancelledAt) + hearsayMs;

function checkOf(faults: readonly Fault[]): Check {
  const name = 'a payment that was paid has one notice, which is withdrawn when it is cancelled';
  if (faults.length === 0) return { id: 'I7', name, status: 'ok' };
  const detail = faults.length === 1 ? '1 payment' : `${faults.length} payments`;
  const rows = faults.slice(0, namedFaults).map((fault) => ({ ...fault }));
  return { id: 'I7', name, status: 'broken', detail, rows };
}
