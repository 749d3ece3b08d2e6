import type { OrderView } from '@wallet/contracts';
import type { OrderId } from '@wallet/kernel';
import { columnNamesOf, query } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import type { OrderPage, OrderViews, OwnedView } from '../../../application/scan/order-views';
import { PaymentOrderRow } from '../rows/payment-order.row';
import { toView } from './order-view';

const columns = columnNamesOf(PaymentOrderRow);
const byOrderIds = `select ${columns} from payments.payment_order
  where payments.order_id(payment_request_id) = any($1::uuid[]) and customer_id is not null`;
const place = `select created_at::text as at, payment_request_id as id from payments.payment_order
  where payments.order_id(payment_request_id) = $1::uuid and customer_id = $2`;
const older = `select ${columns} from payments.payment_order
  where customer_id = $1 and (created_at, payment_request_id) < ($2::timestamptz, $3) and kind <> 'SDK'
  order by created_at desc, payment_request_id desc limit $4`;

/** Orders for their customers, by an index of the ids that they know. */
export class PostgresOrderViews implements OrderViews {
  constructor(private readonly dataSource: DataSource) {}

  async find(orderIds: readonly OrderId[]): Promise<ReadonlyMap<OrderId, OwnedView>> {
    const rows = await query<PaymentOrderRow>(this.dataSource, byOrderIds, [orderIds]);
    return new Map(
      rows.flatMap((row) => {
        const view = toView(row);
        const { payment_request_id: paymentRequestId, customer_id: customerId } = row;
        return view && customerId !== null ? [[view.orderId, { paymentRequestId, customerId, view }]] : [];
      }),
    );
  }

  /** By an index, each page as quick as the first. */
  async page({ customerId, after, limit }: OrderPage): Promise<readonly OrderView[] | undefined> {
    const newest = { at: 'infinity', id: '' };
    const [before] = after ? await query<typeof newest>(this.dataSource, place, [after, customerId]) : [newest];
    if (!before) return undefined;
    const rows = await query<PaymentOrderRow>(this.dataSource, older, [customerId, before.at, before.id, limit]);
    return rows.flatMap((row) => toView(row) ?? []);
  }
}
