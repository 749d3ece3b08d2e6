import { leaveOrder, listOrders, showOrder, type OrderView, type ShowOrderCommand } from '@wallet/contracts';
import type { OrderId } from '@wallet/kernel';
import { z } from 'zod';
import { oneCommand } from './ask';
import { scanned } from './code-forms';
import { ConfirmOrder } from './confirm-order';
import { order, orderPage, paidCode } from './order-forms';
import { PayCode } from './pay-code';
import { toldOrder } from './told-order';
import { route, type WalletCall, type WalletPorts, type WalletRoute } from './wallet-route';

const orderId = z.uuid() as z.ZodType<OrderId, string>;
const named = z.object({ orderId });
const page = z.object({ after: orderId.optional(), limit: z.coerce.number().int().min(1).max(50).default(20) });
const confirmation = z.object({
  orderId,
  paymentFactor: z
    .object({ type: z.enum(['PIN', 'BIOMETRY']), value: z.string().min(1).max(4096) })
    .describe("What the wallet's own provider of the payment factor checks."),
});

const refusals = { OrderNotFound: 'not-found' } as const;
const byCustomer = (input: { readonly orderId: OrderId }, { customerId }: WalletCall): ShowOrderCommand => ({
  orderId: input.orderId,
  customerId,
});
const toldTo = ({ customerId }: WalletCall, { walletName }: WalletPorts) => ({ customerId, walletName });
const told = (result: { readonly order: OrderView }, call: WalletCall, ports: WalletPorts) =>
  toldOrder(result.order, toldTo(call, ports));

/** Scanned codes, and the customer's orders. */
export const orderRoutes = {
  payCode: route({
    method: 'POST',
    path: '/wallet/v1/codes/pay',
    summary:
      "The order behind a merchant's code, or what else is to be done with the code. Again it is the same order.",
    input: scanned,
    answer: paidCode,
    answered: 'What the app does next. Nothing is paid by it.',
    refusals: ['no-decision'],
    useCase: (ports) => new PayCode(ports),
  }),
  listOrders: route({
    method: 'GET',
    path: '/wallet/v1/orders',
    summary: "The customer's payments of all kinds, newest first.",
    input: page,
    answer: orderPage,
    answered: 'A page of them.',
    refusals: ['not-found'],
    useCase: oneCommand({
      topic: listOrders,
      priority: 'evaluation',
      payload: ({ after, limit }: z.output<typeof page>, { customerId }) => ({ customerId, after, limit }),
      kind: 'order-page',
      refusals,
      answer: ({ orders, next }, call, ports) => ({
        orders: orders.map((view) => toldOrder(view, toldTo(call, ports))),
        ...(next !== undefined && { next }),
      }),
    }),
  }),
  showOrder: route({
    method: 'GET',
    path: '/wallet/v1/orders/:orderId',
    summary: 'One payment of the customer, of any kind.',
    input: named,
    answer: order,
    answered: 'As it stands now.',
    refusals: ['not-found'],
    useCase: oneCommand({
      topic: showOrder,
      priority: 'evaluation',
      payload: byCustomer,
      kind: 'scanned-order',
      refusals,
      answer: told,
    }),
  }),
  confirmOrder: route({
    method: 'POST',
    path: '/wallet/v1/orders/:orderId/confirm',
    summary: 'The user pays an order of a scanned code. Again is fine: it is paid once.',
    input: confirmation,
    answer: order,
    answered: 'Paid, failed for good, or still waiting with a `failure`, and then it may be confirmed again.',
    refusals: ['not-found', 'payment-factor-refused', 'payment-factor-locked'],
    useCase: (ports) => new ConfirmOrder(ports),
  }),
  leaveOrder: route({
    method: 'DELETE',
    path: '/wallet/v1/orders/:orderId',
    summary: 'The user does not pay: an order that waits is closed. Again is fine.',
    input: named,
    answer: order,
    answered: 'As it is now. One that was paid before stays paid.',
    refusals: ['not-found'],
    useCase: oneCommand({
      topic: leaveOrder,
      priority: 'order',
      payload: byCustomer,
      kind: 'scanned-order',
      refusals,
      answer: told,
    }),
  }),
} as const satisfies Record<string, WalletRoute>;
