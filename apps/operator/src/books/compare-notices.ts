import { z } from 'zod';
import type { OperatorCalls } from '../client';
import { deliveriesPath } from '../answers/delivery';
import { withQuery } from '../path';
import { booksPath, type Check } from '../answers/books';

const settledSchema = z.object({ payments: z.array(z.object({ paymentRequestId: z.string(), state: z.string() })) });
const statesSchema = z.object({
  states: z.array(z.object({ subject: z.string(), state: z.string(), kind: z.string() })),
});

const pageSize = 1_000;
const namedFaults = 10;

/** What the notice of a payment may be; before it is withdrawn, that of a cancelled one is wrong. */
const sound: Readonly<Record<string, readonly string[]>> = {
  PAID: ['RETRYING', 'ACKED', 'DEAD', 'RESOLVED'],
  CANCELLED: ['ACKED', 'SUPERSEDED', 'RESOLVED'],
};

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
    const notices = await this.noticesOf(ids);
    const faults = payments.flatMap(({ paymentRequestId, state }) => {
      const states = notices.get(paymentRequestId) ?? [];
      const isSound = states.length === 1 && sound[state]?.includes(states.join());
      return isSound ? [] : [{ paymentRequestId, state, notices: states.join() || 'none' }];
    });
    return { ids, faults };
  }

  /** The states of the notices of each payment that has some. */
  private async noticesOf(subjects: readonly string[]): Promise<Map<string, string[]>> {
    const { states } = await this.books.notifier.post(`${deliveriesPath}/states`, statesSchema, { subjects });
    const notices = new Map<string, string[]>();
    for (const { subject, state, kind } of states) {
      if (kind === 'NOTIFY_PAYMENT') notices.set(subject, [...(notices.get(subject) ?? []), state]);
    }
    return notices;
  }
}

function checkOf(faults: readonly Fault[]): Check {
  const name = 'a payment that was paid has one notice, which is withdrawn when it is cancelled';
  if (faults.length === 0) return { id: 'I7', name, status: 'ok' };
  const detail = faults.length === 1 ? '1 payment' : `${faults.length} payments`;
  const rows = faults.slice(0, namedFaults).map((fault) => ({ ...fault }));
  return { id: 'I7', name, status: 'broken', detail, rows };
}
