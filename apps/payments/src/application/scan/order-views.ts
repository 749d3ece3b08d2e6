import type { Handled, OrderView } from '@wallet/contracts';
import { refused, type CustomerId, type OrderId, type OrderRefusal, type PaymentRequestId } from '@wallet/kernel';

/** An order as its customer may see it, and whose it is. */
export interface OwnedView {
  readonly paymentRequestId: PaymentRequestId;
  readonly customerId: CustomerId;
  readonly view: OrderView;
}

export interface OrderPage {
  readonly customerId: CustomerId;
  /** Only what is older than this order of the customer; undefined: from the newest on. */
  readonly after: OrderId | undefined;
  readonly limit: number;
}

export interface OrderViews {
  /** What is stored now; those that have nothing to show are missing. */
  find(orderIds: readonly OrderId[]): Promise<ReadonlyMap<OrderId, OwnedView>>;
  /** The newest first; undefined: `after` is no order of the customer. */
  page(page: OrderPage): Promise<readonly OrderView[] | undefined>;
}

/** An order that is answered as it is stored, and why it could not be paid just now. */
export interface Seen {
  readonly seen: OrderId;
  readonly declined?: OrderRefusal;
}

/** What was decided, after it was stored: orders by what is stored now. */
export async function answerSeen(
  views: Pick<OrderViews, 'find'>,
  decisions: readonly (Handled | Seen)[],
): Promise<Handled[]> {
  const ids = decisions.flatMap((each) => (isSeen(each) ? [each.seen] : []));
  const found = ids.length > 0 ? await views.find(ids) : new Map<OrderId, OwnedView>();
  return decisions.map((each) => (isSeen(each) ? answerOf(found.get(each.seen)?.view, each) : each));
}

const isSeen = (decision: Handled | Seen): decision is Seen => typeof decision === 'object' && 'seen' in decision;

function answerOf(view: OrderView | undefined, { declined }: Seen): Handled {
  if (!view) return refused('OrderNotFound');
  const order = declined && view.state === 'waiting' ? { ...view, refusal: declined } : view;
  return { outcome: 'done', result: { kind: 'scanned-order', order } };
}
