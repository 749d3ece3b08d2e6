import fc from 'fast-check';
import type { Caller, Carriage, Status } from './caller';
import type { Typed } from './fake-otp';
import type { CommitFault } from './memory/memory-database';
import { customerNames, type PurchaseName } from './purchases';

/** Something that happens when the scheduler lets it: a call, or what is done to the system. What becomes of it is not waited for. */
class Happening implements fc.AsyncCommand<Caller, object> {
  constructor(
    private readonly name: string,
    private readonly detail: object,
    private readonly happen: (caller: Caller) => void,
  ) {}

  check(): boolean {
    return true;
  }

  async run(caller: Caller): Promise<void> {
    const { step, trace } = caller.world;
    await step(this.name);
    trace.add(this.toString());
    this.happen(caller);
  }

  toString(): string {
    return `${this.name} ${fc.stringify(this.detail)}`;
  }
}

function happening<T extends object>(
  name: string,
  detail: fc.Arbitrary<T>,
  happen: (caller: Caller, detail: T) => void,
): fc.Arbitrary<Happening> {
  return detail.map((value) => new Happening(name, value, (caller) => happen(caller, value)));
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const ids = ['pay-1', 'pay-2', 'pay-3', 'pay-4'] as const;
const id = fc.constantFrom(...ids);
const refundId = fc.constantFrom('refund-1', 'refund-2', 'refund-3', 'refund-4', 'refund-5', 'refund-6');
const customer = fc.constantFrom(...customerNames);
/** Mostly the same of each order, so that most calls fit together. */
const purchase = fc.constantFrom<PurchaseName>('tea', 'tea', 'tea', 'book', 'book', 'trip', 'trip', 'swindle', 'house');
const of = fc.constantFrom<PurchaseName | 'order'>('order', 'order', 'order', 'order', 'tea', 'book');
const often = fc.constantFrom(true, true, true, false);
const seldom = fc.constantFrom(false, false, false, false, true);
const carriage: fc.Arbitrary<Carriage> = fc.record({ copies: fc.constantFrom(1, 1, 2, 3), isLost: seldom });
const lifeMs = fc.constantFrom(undefined, undefined, undefined, undefined, 5 * minuteMs, 5 * minuteMs, 2_000, -1);
const typed = fc.constantFrom<Typed>(
  'right',
  'right',
  'right',
  'right',
  'wrong',
  'exhausted',
  'unavailable',
  'foreign',
);
const percent = fc.constantFrom(10n, 40n, 60n, 100n);
const clockMs = fc.constantFrom(
  1_000,
  5_000,
  70_000,
  11 * minuteMs,
  9 * hourMs,
  25 * hourMs,
  367 * 24 * hourMs,
  -2_000,
);

function withCarriage<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T & Carriage> {
  return fc
    .tuple(fc.record(model) as fc.Arbitrary<T>, carriage)
    .map(([detail, carried]) => ({ ...detail, ...carried }));
}

const ordered = { id, customer, purchase, lifeMs };

const open = happening(
  'open',
  withCarriage({
    ...ordered,
    cancels: seldom,
    typed: fc.oneof({ weight: 5, arbitrary: typed }, { weight: 1, arbitrary: fc.constant('nothing' as const) }),
  }),
  (caller, detail) => caller.open(detail),
);
const verify = happening('verify', withCarriage({ id, typed }), (caller, detail) => caller.verify(detail));
const verifyAmount = happening(
  'verify with an amount',
  withCarriage({ id, typed, amountOf: purchase }),
  (caller, detail) => caller.verify(detail),
);
const pay = happening('pay by token', withCarriage({ ...ordered, isValid: often }), (caller, detail) =>
  caller.payByToken(detail),
);
const cancel = happening('cancel', withCarriage({ id, readOnly: seldom }), (caller, detail) => caller.cancel(detail));
const cancelPaid = happening('cancel when paid', withCarriage({ id, readOnly: seldom }), (caller, detail) =>
  caller.whenPaid(detail.id, () => caller.cancel(detail)),
);
const refunded = withCarriage({ id, refundId, percent, of, readOnly: seldom });
const refund = happening('refund', refunded, (caller, detail) => caller.refund(detail));
const refundPaid = happening('refund when paid', refunded, (caller, detail) =>
  caller.whenPaid(detail.id, () => caller.refund(detail)),
);
const rushOfPayments = happening('rush of payments', withCarriage({ customer, purchase, lifeMs }), (caller, detail) => {
  for (const each of ids) caller.payByToken({ ...detail, id: each, isValid: true });
});
const rushOfRefunds = happening(
  'rush of refunds when paid',
  withCarriage({ id, percents: fc.array(percent, { minLength: 2, maxLength: 4 }), cancels: seldom }),
  (caller, { id: paid, percents, cancels, ...carried }) =>
    caller.whenPaid(paid, () => {
      const refund = { id: paid, of: 'order', readOnly: false, ...carried } as const;
      percents.forEach((part, index) => caller.refund({ ...refund, percent: part, refundId: `${paid}-${index}` }));
      if (cancels) caller.cancel({ id: paid, readOnly: false, ...carried });
    }),
);
const resend = happening('resend', withCarriage({ id }), (caller, detail) => caller.resend(detail));
const inquire = happening('inquire', withCarriage({ id }), (caller, detail) => caller.inquire(detail));
const recall = happening('recall', withCarriage({ id }), (caller, detail) => caller.recall(detail));
const timer = happening('timer', fc.constant({}), (caller) => void caller.world.closeExpired());
const clock = happening('clock', fc.record({ ms: clockMs, rings: often }), ({ world }, { ms, rings }) => {
  world.clock.step(ms);
  if (rings) void world.closeExpired();
});
const status = happening(
  'status',
  fc.record({
    customer,
    status: fc.constantFrom<Status>('ACTIVE', 'ACTIVE', 'FROZEN', 'CLOSED'),
    copies: fc.constantFrom(1, 2),
  }),
  (caller, detail) => caller.setStatus(detail),
);
const rebalance = happening('rebalance', fc.constant({}), ({ world }) => void world.bus.rebalances++);
const commitFault = happening(
  'the next commit breaks',
  fc.record({ when: fc.constantFrom<CommitFault>('before', 'after') }),
  (caller, { when }) => void caller.world.database.faults.push(when),
);

const times = (count: number, ...each: fc.Arbitrary<Happening>[]) =>
  each.flatMap((one) => Array.from({ length: count }, () => one));

/** What may happen, the usual more often. */
export const happenings: fc.Arbitrary<Happening>[] = [
  ...times(6, open),
  ...times(1, verify, verifyAmount),
  ...times(4, pay),
  ...times(1, cancel, cancelPaid),
  ...times(2, rushOfPayments, rushOfRefunds),
  ...times(1, refund),
  ...times(3, refundPaid),
  ...times(1, resend, inquire, recall, timer),
  ...times(3, clock),
  ...times(1, status),
  ...times(2, rebalance, commitFault),
];
