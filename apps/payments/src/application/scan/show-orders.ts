import type { Command, Handled, ListOrdersCommand, ShowOrderCommand } from '@wallet/contracts';
import { refused } from '@wallet/kernel';
import type { OrderViews } from './order-views';

/** Wallet app: one order of the customer. */
export class ShowOrder {
  constructor(private readonly views: Pick<OrderViews, 'find'>) {}

  async execute(batch: readonly Command<ShowOrderCommand>[]): Promise<Handled[]> {
    const found = await this.views.find(batch.map(({ payload }) => payload.orderId));
    return batch.map(({ payload }) => {
      const order = found.get(payload.orderId);
      if (order?.customerId !== payload.customerId) return refused('OrderNotFound');
      return { outcome: 'done', result: { kind: 'scanned-order', order: order.view } };
    });
  }
}

/** Wallet app: the customer's orders, page by page. */
export class ListOrders {
  constructor(private readonly views: Pick<OrderViews, 'page'>) {}

  execute(batch: readonly Command<ListOrdersCommand>[]): Promise<Handled[]> {
    return Promise.all(batch.map(({ payload }) => this.page(payload)));
  }

  private async page({ customerId, after, limit }: ListOrdersCommand): Promise<Handled> {
    const orders = await this.views.page({ customerId, after, limit });
    if (!orders) return refused('OrderNotFound');
    const next = orders.length === limit ? orders.at(-1)?.orderId : undefined;
    return { outcome: 'done', result: { kind: 'order-page', orders: [...orders], ...(next && { next }) } };
  }
}
