import type { Command, Handled, ShowOrderCommand } from '@wallet/contracts';
import { refused } from '@wallet/kernel';
import { answerSeen, type OrderViews, type Seen } from './order-views';

/**
 * What a batch asks of orders of its customers: `decide` gets the commands whose order is their customer's, with the order's
 * paymentRequestId as key, and its decisions are answered by what is stored afterwards. All others are refused.
 */
export async function decideOwn<Payload extends ShowOrderCommand>(
  views: Pick<OrderViews, 'find'>,
  batch: readonly Command<Payload>[],
  decide: (own: readonly Command<Payload>[]) => Promise<readonly (Handled | Seen)[]>,
): Promise<Handled[]> {
  const found = await views.find(batch.map(({ payload }) => payload.orderId));
  const own = batch.map((command) => {
    const order = found.get(command.payload.orderId);
    return order?.customerId === command.payload.customerId ? { ...command, key: order.paymentRequestId } : undefined;
  });
  const commands = own.filter((each) => each !== undefined);
  const decisions = (commands.length > 0 ? await decide(commands) : []).values();
  return answerSeen(
    views,
    own.map((each) => (each && decisions.next().value) ?? refused('OrderNotFound')),
  );
}
