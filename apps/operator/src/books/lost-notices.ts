import { z } from 'zod';
import type { OperatorNote } from '../change-command';
import { noticesPath as path } from '../answers/agreement-notices';
import { withQuery } from '../path';
import type { ComparedBooks } from './compare-notices';
import { noticesOfPayments, type Notice } from './notices-of';

const toldSchema = z.object({
  orders: z.array(z.object({ paymentRequestId: z.string(), state: z.string() })),
  next: z.string().optional(),
});
type Told = z.output<typeof toldSchema>['orders'][number];
const repairedSchema = z.object({
  mended: z.array(z.object({ paymentRequestId: z.string(), fact: z.string() })),
  underWay: z.array(z.string()),
});

const pageSize = 1_000;
const repairSize = 500;

export interface OrderRepair {
  readonly looked: number;
  /** What is told again, or would be. */
  readonly mended: readonly { readonly paymentRequestId: string; readonly fact: string }[];
  /** Left alone: a later run finds them told. */
  readonly underWay: readonly string[];
}

export interface AskedRepair {
  readonly since: Date;
  /** Absent: a dry run. */
  readonly note?: OperatorNote;
}

/** Finds the orders whose notice is not there, or not withdrawn, and has what became of them told again. */
export class LostNotices {
  constructor(private readonly books: ComparedBooks) {}

  /** `progress` hears how many orders have been looked at. */
  async repair({ since, note }: AskedRepair, progress: (looked: number) => void): Promise<OrderRepair> {
    const mended: { paymentRequestId: string; fact: string }[] = [];
    const underWay: string[] = [];
    let [looked, after] = [0, undefined as string | undefined];
    do {
      const query = { since: since.toISOString(), limit: String(pageSize), after };
      const { orders, next } = await this.books.payments.get(withQuery(path, query), toldSchema);
      for (const ids of portionsOf(await this.lost(orders))) {
        const body = { paymentRequestIds: ids, ...(note ?? { dryRun: true }) };
        const repaired = await this.books.payments.post(`${path}/repair`, repairedSchema, body);
        mended.push(...repaired.mended);
        underWay.push(...repaired.underWay);
      }
      progress((looked += orders.length));
      after = next;
    } while (after !== undefined);
    return { looked, mended, underWay };
  }

  private async lost(orders: readonly Told[]): Promise<string[]> {
    const ids = orders.map(({ paymentRequestId }) => paymentRequestId);
    const notices = await noticesOfPayments(this.books.notifier, ids);
    const isTold = ({ paymentRequestId, state }: Told) => isHeard(state, notices.get(paymentRequestId) ?? []);
    return orders.filter((order) => !isTold(order)).map(({ paymentRequestId }) => paymentRequestId);
  }
}

/** Of a cancelled payment the notice must have been withdrawn, unless it was done with before. */
const isHeard = (state: string, notices: readonly Notice[]): boolean =>
  notices.some((notice) => state !== 'CANCELLED' || !['RETRYING', 'DEAD'].includes(notice.state));

const portionsOf = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / repairSize) }, (_, at) =>
    ids.slice(at * repairSize, (at + 1) * repairSize),
  );
