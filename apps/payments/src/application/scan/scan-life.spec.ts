import {
  confirmOrder,
  leaveOrder,
  recordScannedOrder,
  type Handled,
  type OrderView,
  type RecordScannedOrderCommand,
} from '@wallet/contracts';
import { Money } from '@wallet/money';
import { createLogger } from '@wallet/service';
import { fakeMessage } from '@wallet/testkit';
import { limitsIn } from '../../../test/limits-in';
import { OneOrder } from '../../../test/one-order';
import { expiresAt, ordersByState, paidAt, scannedOrder } from '../../../test/orders';
import { orderIdOf } from '../../domain/order/order-id';
import { ConfirmOrder } from './confirm-order';
import { LeaveOrder } from './leave-order';
import type { OrderViews, OwnedView } from './order-views';
import { RecordScannedOrder } from './record-scanned-order';

const limits = limitsIn(['HKD'], { single: 1_000n, dailyAmount: 1_000n, dailyCount: 9 });
const policy = { limits, minKycLevel: 0, orderLifeMs: 1_000, dayOffsetMinutes: 480 };
const logger = createLogger('payments', 'silent');
const { cashier, acquirerId, ...purchase } = scannedOrder.terms;
const orderAmount = cashier?.orderAmount ?? Money.of('JPY', '1');
const byPsp = { action: 'HANDLE_BY_PSP', acquirerId, purchase: { ...purchase, orderAmount } } as const;
const dearer = { ...byPsp, purchase: { ...byPsp.purchase, paymentAmount: Money.of('HKD', '101') } };
const customer = { customerId: 'c', status: 'ACTIVE', kycLevel: 1, mobileNumber: '+85252412345' } as const;
const command: RecordScannedOrderCommand = {
  paymentRequestId: 'p',
  customerId: 'c',
  codeHash: 'h',
  scan: byPsp,
  customer,
};
const orderId = orderIdOf('p');
const deadline = new Date(expiresAt.getTime() + 1_000);

/** Only that an order is seen counts here. */
const views: Pick<OrderViews, 'find'> = {
  find: (ids) => {
    const view: OrderView = { state: 'handledBySdk', orderId, createdAt: paidAt.toISOString() };
    const own = { paymentRequestId: 'p', customerId: 'c', view };
    return Promise.resolve(new Map<string, OwnedView>(ids.filter((id) => id === orderId).map((id) => [id, own])));
  },
};

function operations(store: OneOrder) {
  const clock = (now = paidAt) => ({ now: () => now });
  const record = (over: Partial<RecordScannedOrderCommand> = {}) =>
    new RecordScannedOrder({ recordings: store, views, clock: clock() }, policy).execute([
      fakeMessage(recordScannedOrder, { ...command, ...over }, { deadline }),
    ]);
  const confirm = (now?: Date, of = 'c') =>
    new ConfirmOrder({ settlements: store, views, clock: clock(now), logger }, policy).execute([
      fakeMessage(confirmOrder, { orderId, customerId: of }, { deadline }),
    ]);
  const leave = (now?: Date) =>
    new LeaveOrder(store, views, clock(now)).execute([
      fakeMessage(leaveOrder, { orderId, customerId: 'c' }, { deadline }),
    ]);
  return {
    scan: () => record(),
    'scan other': () => record({ scan: dearer }),
    'scan by another': () => record({ customerId: 'd' }),
    'scan by SDK': () => record({ scan: { action: 'HANDLE_BY_SDK' } }),
    confirm: () => confirm(),
    'confirm late': () => confirm(expiresAt),
    'confirm stale': () => confirm(deadline),
    'confirm by another': () => confirm(paidAt, 'd'),
    leave: () => leave(),
    'leave stale': () => leave(deadline),
  };
}
type Operation = keyof ReturnType<typeof operations>;

const unchanged: Record<Operation, string> = {
  scan: 'RepeatInconsistent',
  'scan other': 'RepeatInconsistent',
  'scan by another': 'RepeatInconsistent',
  'scan by SDK': 'RepeatInconsistent',
  confirm: 'seen',
  'confirm late': 'seen',
  'confirm stale': 'seen',
  'confirm by another': 'OrderNotFound',
  leave: 'seen',
  'leave stale': 'seen',
};
const closed = {
  ...unchanged,
  scan: 'OrderClosed',
  'scan other': 'OrderClosed',
  'scan by another': 'OrderClosed',
  'scan by SDK': 'OrderClosed',
};

/** What is answered, then the state that is stored and what is posted. */
const table: Record<keyof typeof ordersByState, Record<Operation, string>> = {
  WAITING: unchanged,
  PAID: unchanged,
  'PAID by token': unchanged,
  'WAITING scanned': {
    ...unchanged,
    scan: 'seen',
    confirm: 'seen -> PAID PAY',
    'confirm late': 'seen -> CLOSED',
    'confirm stale': 'expired',
    leave: 'seen -> CLOSED',
    'leave stale': 'expired',
  },
  'PAID scanned': { ...unchanged, scan: 'seen' },
  'CLOSED scanned': { ...unchanged, scan: 'seen' },
  'WAITING for the SDK': {
    ...unchanged,
    'scan by SDK': 'seen',
    leave: 'seen -> CLOSED',
    'leave stale': 'expired',
  },
  'CLOSED for the SDK': { ...unchanged, 'scan by SDK': 'seen' },
  FAILED: unchanged,
  CLOSED: unchanged,
  'CANCELLED waiting': unchanged,
  'CANCELLED paid': unchanged,
  'CANCELLED unknown': closed,
  'FAILED unknown': unchanged,
  unknown: {
    ...unchanged,
    scan: 'seen -> WAITING_FOR_USER',
    'scan other': 'seen -> WAITING_FOR_USER',
    'scan by another': 'early',
    'scan by SDK': 'seen -> WAITING_FOR_USER',
  },
};

function told(answer: Handled): string {
  if (typeof answer !== 'object') return answer;
  if ('topic' in answer) return answer.topic.name;
  if (answer.outcome === 'refused') return answer.refusal;
  return answer.outcome === 'unknown' ? answer.reason : 'seen';
}

describe.each(Object.entries(table))('an order that is %s', (state, cells) => {
  it.each(Object.entries(cells) as [Operation, string][])('%s: %s', async (operation, cell) => {
    const store = new OneOrder(ordersByState[state as keyof typeof table]);
    const handled = await operations(store)[operation]();
    expect(handled.map((each) => told(each) + store.effects)).toEqual([cell]);
  });
});
