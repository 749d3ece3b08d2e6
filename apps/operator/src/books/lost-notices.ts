import {
  paymentsEndpoints,
  type Notice,
  type OperatorNote,
  type RepairedOrders,
  type ToldOrder,
} from '@wallet/operator-contract';
import type { ComparedBooks } from './compare-notices';
import { noticesOfPayments } from './notices-of';

const pageSize = 1_000;
const repairSize = 500;

export interface OrderRepair extends RepairedOrders {
  readonly looked: number;
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
      const { orders, next } = await this.books.payments.call(paymentsEndpoints.listToldOrders, { query });
      for (const ids of portionsOf(await this.lost(orders))) {
        const body = { paymentRequestIds: ids, ...(note ?? { dryRun: true }) };
        const repaired = await this.books.payments.call(paymentsEndpoints.repairOrderNotices, { body });
        mended.push(...repaired.mended);
        underWay.push(...repaired.underWay);
      }
      progress((looked += orders.length));
      after = next;
    } while (after !== undefined);
    return { looked, mended, underWay };
  }

  private async lost(orders: readonly ToldOrder[]): Promise<string[]> {
    const ids = orders.map(({ paymentRequestId }) => paymentRequestId);
    const notices = await noticesOfPayments(this.books.notifier, ids);
    const isTold = ({ paymentRequestId, state }: ToldOrder) => isHeard(state, notices.get(paymentRequestId) ?? []);
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
