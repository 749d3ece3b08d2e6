import { inquirePayment, type Answer, type Handled } from '@wallet/contracts';
import type { Message } from '@wallet/messaging';
import type { Account } from '../../src/domain/wallet/account';
import type { Calls } from './calls';
import { Draft } from './draft';
import { MeansModel } from './means-model';
import type { Observer, Scope } from './memory/observer';
import type { ModelClock } from './model-clock';
import { OrderModel } from './order-model';
import { customerNames, type CustomerName } from './purchases';
import { RefundModel } from './refund-model';
import { spoken } from './spoken';

/**
 * Steps the model through what is decided, and complains when payments decided something else. A decision is of what is
 * committed when it is made; it becomes true at its commit, and what it changes must be as it was until then.
 */
export class Oracle implements Observer {
  readonly means = new MeansModel();
  readonly orders = new Map<string, OrderModel>();
  /** What was decided, by command: which paths the runs have taken. */
  readonly seen = new Set<string>();
  private readonly refunds = new RefundModel();

  constructor(
    private readonly options: {
      readonly calls: Calls;
      readonly clock: ModelClock;
      readonly complain: (what: string) => void;
    },
  ) {}

  decided({ causes, found, now }: Scope, decided: unknown): () => void {
    const foundIds = new Set(found.map(({ paymentRequestId }) => paymentRequestId));
    const messages = causes.map((cause) => this.options.calls.of(cause).message);
    const keys = [...new Set(messages.map(({ key }) => key))];
    const draft = new Draft(this.means, this.refunds, (key) =>
      foundIds.has(key) ? this.order(key) : new OrderModel(this.means),
    );
    const compared = messages.map((message, index) => {
      const said = textOf((decided as readonly Handled[])[index]);
      const isDropped = said === 'dropped' && this.mayDrop(message, draft.order(message.key));
      return { message, said, expected: isDropped ? said : draft.expect(message, now.getTime(), said) };
    });
    const before = this.changesByCustomer();
    return () => {
      this.requireUnchanged(draft, before);
      for (const each of compared) this.compare(each);
      for (const key of keys) this.takeOver(key, draft);
      for (const change of draft.means.changes) this.means.apply(change);
      for (const [id, refund] of draft.refunds.decided) this.refunds.decided.set(id, refund);
    };
  }

  /** A read is answered by what is committed when it is answered. */
  answered(message: Message<unknown>, answer: Answer): void {
    const order = this.order(message.key);
    const expected = message.type === inquirePayment.type ? order.inquire() : order.recall();
    this.compare({ message, said: spoken(answer), expected });
  }

  closed(orderIds: readonly string[], now: Date): void {
    for (const id of orderIds) {
      this.seen.add('by time');
      this.order(id).close(now.getTime());
    }
  }

  statusesChanged(accounts: readonly Account[]): void {
    for (const { customerId, status } of accounts) this.means.statuses[customerId as CustomerName] = status;
  }

  private changesByCustomer(): number[] {
    return customerNames.map((customer) => this.means.changesOf(customer));
  }

  /** The wallets that a decision changes are as they were when it was made. */
  private requireUnchanged({ means }: Draft, before: readonly number[]): void {
    this.changesByCustomer().forEach((count, index) => {
      const customer = customerNames[index];
      if (!customer || means.changesOf(customer) === 0 || count === before[index]) return;
      this.options.complain(`isolation: the wallet of ${customer} changed between a decision and its commit`);
    });
  }

  private takeOver(key: string, draft: Draft): void {
    const [order, drafted] = [this.order(key), draft.order(key)];
    const began = draft.beginnings.get(key);
    if (drafted.state === began?.state && drafted.refunded === began.refunded) return;
    if (order.state !== began?.state)
      this.options.complain(`isolation: ${key} changed between a decision and its commit`);
    order.state = drafted.state;
    order.refunded = drafted.refunded;
  }

  private compare({ message, said, expected }: { message: Message<unknown>; said: string; expected: string }): void {
    const { id, type, key } = message;
    this.seen.add(`${type}: ${said.replace(/ \d{34}/, '')}`);
    if (said !== expected) this.options.complain(`model: ${id} (${type} of ${key}) is "${said}", not "${expected}"`);
  }

  private mayDrop({ deadline }: Message<unknown>, { state }: OrderModel): boolean {
    return state.at === 'nothing' && (deadline?.getTime() ?? Infinity) <= this.options.clock.latest;
  }

  private order(id: string): OrderModel {
    const order = this.orders.get(id) ?? new OrderModel(this.means);
    this.orders.set(id, order);
    return order;
  }
}

function textOf(handled: Handled | undefined): string {
  if (typeof handled !== 'object') return handled === 'expired' ? 'dropped' : String(handled);
  return 'topic' in handled ? 'forwarded to otp' : spoken(handled);
}
