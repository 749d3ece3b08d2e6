import { createHash } from 'node:crypto';
import {
  confirmOrder,
  leaveOrder,
  listOrders,
  recordScannedOrder,
  showOrder,
  type Answer,
  type ListOrdersCommand,
  type OrderView,
  type RecordScannedOrderCommand,
} from '@wallet/contracts';
import type { Message } from '@wallet/messaging';
import { Money } from '@wallet/money';
import { fakeMessage } from '@wallet/testkit';
import { PostgresOrders } from '../src/adapters/postgres/orders/postgres-orders';
import { PostgresOrderViews } from '../src/adapters/postgres/orders/postgres-order-views';
import { orderIdOf } from '../src/domain/order/order-id';
import { scanUseCasesOf } from '../src/use-cases';
import { hkd, type PaymentsFixture } from './payments-fixture';

export const purchase = {
  paymentAmount: hkd('100'),
  payToAmount: Money.of('CNY', '90'),
  referenceMerchantId: 'merchant-1',
  merchantName: 'お茶屋',
  orderAmount: Money.of('JPY', '2000'),
  storeName: 'お茶屋 本店',
};
type Scan = RecordScannedOrderCommand['scan'];
export const byPsp = (over: object = {}): Scan => ({
  action: 'HANDLE_BY_PSP',
  purchase: { ...purchase, ...over },
  acquirerId: 'acquirer-1',
  paymentNotifyUrl: 'https://alipayplus.example/notify',
  paymentRedirectUrl: 'https://shop.example/thanks',
});
export const codeHashOf = (code: string): string => createHash('sha256').update(code).digest('hex');

/** As auth hands it on: HKD 100 for CNY 90, JPY 2,000 at the merchant's; the code is named after the id. */
export function scanned(
  paymentRequestId: string,
  customerId: string,
  over: Partial<RecordScannedOrderCommand> = {},
): Message<RecordScannedOrderCommand> {
  return fakeMessage(recordScannedOrder, {
    paymentRequestId,
    customerId,
    codeHash: codeHashOf(`${paymentRequestId} ${customerId}`),
    scan: byPsp(),
    customer: { customerId, status: 'ACTIVE', kycLevel: 2, mobileNumber: '+85252412345' },
    ...over,
  });
}

const named = (paymentRequestId: string, customerId: string) => ({ orderId: orderIdOf(paymentRequestId), customerId });
type Over = Partial<Message<{ orderId: string; customerId: string }>>;

export const confirmation = (paymentRequestId: string, customerId: string, over: Over = {}) =>
  fakeMessage(confirmOrder, named(paymentRequestId, customerId), over);
export const leaving = (paymentRequestId: string, customerId: string, over: Over = {}) =>
  fakeMessage(leaveOrder, named(paymentRequestId, customerId), over);
export const look = (paymentRequestId: string, customerId: string) =>
  fakeMessage(showOrder, named(paymentRequestId, customerId));
export const listing = (customerId: string, limit: number, after?: string) =>
  fakeMessage(listOrders, { customerId, limit, ...(after !== undefined && { after }) } satisfies ListOrdersCommand);

/** The use cases of scanned orders on the fixture's database. */
export function scanUseCases({ clock, rules, dataSource, settling: { logger } }: PaymentsFixture) {
  const ports = { orders: new PostgresOrders(dataSource), views: new PostgresOrderViews(dataSource) };
  return scanUseCasesOf({ ...ports, clock, logger }, rules);
}

/** They, as the transport gives them their batches. */
export function scansOf(payments: PaymentsFixture) {
  const { served } = payments;
  const use = scanUseCases(payments);
  return {
    record: served(recordScannedOrder, use.recordScannedOrder),
    confirm: served(confirmOrder, use.confirmOrder),
    leave: served(leaveOrder, use.leaveOrder),
    show: served(showOrder, use.showOrder),
    list: served(listOrders, use.listOrders),
  };
}

/** The view in an answer that has one. */
export const viewIn = (answer: Answer | undefined): OrderView | undefined =>
  answer?.outcome === 'done' && answer.result.kind === 'scanned-order' ? answer.result.order : undefined;

/** `waiting BalanceNotEnough`, or the refusal or the reason of an answer without a view. */
export function said(answer: Answer | undefined): string {
  if (answer?.outcome === 'refused') return answer.refusal;
  if (answer?.outcome === 'unknown') return answer.reason;
  const view = viewIn(answer);
  if (!view) return 'nothing';
  return 'refusal' in view && view.refusal ? `${view.state} ${view.refusal}` : view.state;
}

/** Customers with HKD 1,000 in minor units, unless said otherwise. */
export const rich = async (payments: PaymentsFixture, customerIds: readonly string[], balance = hkd('1000')) => {
  for (const customerId of customerIds) await payments.register(customerId, balance);
};

export const factsOf = async (payments: PaymentsFixture, paymentRequestId: string) =>
  (
    await payments.sql<{ payload: Record<string, unknown> }>(
      'select payload from payments.outbox where key = $1 order by id',
      [paymentRequestId],
    )
  ).map(({ payload }) => payload);
