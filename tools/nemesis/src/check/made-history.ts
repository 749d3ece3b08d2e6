import type { Api, Entry, Status } from '../load/entry';
import type { FlowKind } from '../plan/flow-kinds';
import { flowKind } from '../plan/flow-kinds';
import type { BookedOrder, BookedRefund, Disturbance, Notice } from './evidence';
import { judge } from './judge';

/** For specs: a history to be judged, good or bad by plan. */
export interface MadeHistory {
  readonly entries?: readonly Entry[];
  /** Null: nothing is stored. Default: paid as answered. */
  readonly order?: Partial<BookedOrder> | null;
  readonly refunds?: readonly BookedRefund[];
  readonly notices?: readonly Notice[];
  readonly disturbances?: readonly Disturbance[];
}

const paymentRequestId = 'order-1';

let clockMs = 0;

/** A call that was answered `S SUCCESS`, or `none`; each call of a spec begins after the one before has ended. */
export function answered(api: Api, result: string, over: Partial<Entry> = {}): Entry {
  const [status = 'none', code = ''] = result.split(' ');
  const kind: FlowKind = over.kind ?? 'agreement';
  const startedAtMs = (clockMs += 100);
  return {
    flow: 0,
    kind,
    paymentRequestId,
    api,
    step: api,
    startedAtMs,
    endedAtMs: startedAtMs + 50,
    durationMs: 50,
    status: status as Status,
    code,
    signature: status === 'none' ? 'none' : 'valid',
    refusals: flowKind(kind).refusals,
    ...(status === 'S' && api === 'pay' && { paymentId: 'payment-1' }),
    ...over,
  };
}

export const pay = (result: string, over?: Partial<Entry>): Entry => answered('pay', result, over);

/** The inquiry itself was S; `result` is the order's. */
export function inquired(result: string, over?: Partial<Entry>): Entry {
  const [status = 'U', code = ''] = result.split(' ');
  const payment = { status: status as Status, code };
  const id = status === 'S' ? { paymentId: 'payment-1' } : {};
  return answered('inquiryPayment', 'S SUCCESS', { payment, ...id, ...over });
}

/** Of 25 minor units unless `over` says otherwise. */
export function refund(result: string, number: number, over: Partial<Entry> = {}): Entry {
  const refundId = result.startsWith('S') ? { refundId: `r${number}` } : {};
  return answered('refund', result, { refundRequestId: `refund-${number}`, amount: '25', ...refundId, ...over });
}

export const bookedRefund = (number: number, over: Partial<BookedRefund> = {}): BookedRefund => ({
  refundRequestId: `refund-${number}`,
  paymentRequestId,
  refundId: `r${number}`,
  succeeded: true,
  amount: 25n,
  ...over,
});

/** What is wrong with it, without the payment's id. */
export function verdictOn(history: MadeHistory): string[] {
  const { entries = [], order = {}, refunds = [], notices = [], disturbances = [] } = history;
  const paid = { state: 'PAID', paymentId: 'payment-1', paid: 100n, reversed: 0n, refunded: 0n };
  const orders = order ? [{ paymentRequestId, ...paid, ...order }] : [];
  const found = judge(entries, { orders, refunds, notices: new Map([[paymentRequestId, notices]]), disturbances });
  return found.map((violation) => violation.slice(paymentRequestId.length + 2));
}
