import { paymentFact } from '../../../src/application/payment-fact';
import { accountKind } from '../../../src/domain/wallet/account-id';
import type { Usage } from '../../../src/domain/payment/cancellation';
import type { Order } from '../../../src/domain/order/order';
import type { Entry, Posting } from '../../../src/domain/ledger/posting';
import { refunded, type Refund } from '../../../src/domain/refund/refund';
import { Taken, type Tables } from './memory-tables';
import type { Safeties } from './safeties';

/** The statements of `adapters/postgres/*-writes.ts` on tables in memory, with the same keys, guards and checks. */
export class Writes {
  constructor(
    private readonly tables: Tables,
    private readonly safeties: Safeties,
  ) {}

  orders(changes: readonly Order[]): void {
    for (const order of changes) {
      const { paymentRequestId: orderId, version, state } = order;
      if (version === 1) this.key('payment_order_pk', this.tables.orders.has(orderId));
      else this.guard('an order to change', this.isNextOf(this.tables.orders.get(orderId), order));
      this.key(
        'order_event_pk',
        this.tables.events.some((event) => event.orderId === orderId && event.version === version),
      );
      this.tables.orders.set(orderId, order);
      this.tables.events.push({ orderId, version, state });
      if (order.state === 'PAID') this.tables.payments.set(orderId, order);
    }
  }

  facts(changes: readonly Order[]): void {
    this.tables.facts.push(...changes.flatMap((order) => paymentFact(order) ?? []));
  }

  refunds(added: readonly Refund[]): void {
    for (const refund of added) {
      const { refundRequestId, paymentRequestId, terms } = refund;
      this.key('refund_pk', this.tables.refunds.has(refundRequestId));
      this.tables.refunds.set(refundRequestId, refund);
      if (refund.state === 'SUCCEEDED') this.refunded(paymentRequestId, terms);
    }
  }

  postings(postings: readonly Posting[]): void {
    for (const posting of postings) {
      const subject = JSON.stringify([posting.kind, posting.subject]);
      const isPosted = this.tables.postings.some((each) => JSON.stringify([each.kind, each.subject]) === subject);
      this.key(`one ${posting.kind}`, isPosted && posting.kind !== 'OPENING');
      this.tables.postings.push(posting);
    }
  }

  debits(postings: readonly Posting[], day: string): void {
    for (const { accountId, amount } of walletEntries(postings)) {
      const account = this.account(accountId);
      this.guard('a wallet to debit', account.status === 'ACTIVE' && account.balance >= -amount);
      this.tables.accounts.set(accountId, { ...account, balance: account.balance + amount });
      const used = this.tables.dayUsage.get(`${accountId} ${day}`) ?? { amount: 0n, count: 0 };
      this.tables.dayUsage.set(`${accountId} ${day}`, { amount: used.amount - amount, count: used.count + 1 });
    }
  }

  credits(postings: readonly Posting[]): void {
    for (const { accountId, amount } of walletEntries(postings)) {
      const account = this.account(accountId);
      this.tables.accounts.set(accountId, { ...account, balance: account.balance + amount });
    }
  }

  agreementUsage(changes: readonly Order[], day: string): void {
    for (const order of changes) {
      if (order.kind !== 'AGREEMENT' || order.state !== 'PAID') continue;
      const used = this.tables.agreementUsage.get(`${order.agreementId} ${day}`) ?? 0n;
      this.tables.agreementUsage.set(`${order.agreementId} ${day}`, used + order.debit.minorUnits);
    }
  }

  givenBack(usages: readonly Usage[]): void {
    for (const { accountId, agreementId, day, amount } of usages) {
      const used = this.tables.dayUsage.get(`${accountId} ${day}`);
      if (used) {
        const left = { amount: positive(used.amount - amount), count: Math.max(0, used.count - 1) };
        this.tables.dayUsage.set(`${accountId} ${day}`, left);
      }
      const key = `${agreementId} ${day}`;
      const taken = this.tables.agreementUsage.get(key);
      if (taken !== undefined) this.tables.agreementUsage.set(key, positive(taken - amount));
    }
  }

  private refunded(orderId: string, terms: Refund['terms']): void {
    const stored = this.tables.payments.get(orderId);
    if (!stored) throw new Error(`${orderId} was never paid`);
    const { refundAmount, refundFromAmount } = stored.refunded;
    const isPaid = this.tables.orders.get(orderId)?.state === 'PAID';
    const { paymentAmount, payToAmount } = stored.terms;
    const isLeft =
      refundAmount.minorUnits + terms.refundAmount.minorUnits <= paymentAmount.minorUnits &&
      refundFromAmount.minorUnits + terms.refundFromAmount.minorUnits <= payToAmount.minorUnits;
    this.guard('an order to refund', isPaid && isLeft);
    const order = refunded(stored, terms);
    this.tables.payments.set(orderId, order);
    if (isPaid) this.tables.orders.set(orderId, order);
  }

  private isNextOf(stored: Order | undefined, order: Order): boolean {
    if (stored?.version !== order.version - 1) return false;
    if (stored.state !== 'PAID') return stored.state === 'WAITING_FOR_OTP';
    return order.state === 'CANCELLED' && JSON.stringify(order.refunded) === JSON.stringify(stored.refunded);
  }

  private account(accountId: string) {
    const account = this.tables.accounts.get(accountId);
    if (!account) throw new Error(`no account ${accountId}`);
    return account;
  }

  private key(name: string, isTaken: boolean): void {
    if (isTaken && this.safeties.has('unique-keys')) throw new Taken(name);
  }

  private guard(what: string, holds: boolean): void {
    if (!holds && this.safeties.has('guards')) throw new Error(`${what}: one expected, none found`);
  }
}

const positive = (amount: bigint): bigint => (amount > 0n ? amount : 0n);

const walletEntries = (postings: readonly Posting[]): Entry[] =>
  postings.flatMap(({ entries }) => entries).filter(({ accountId }) => accountKind(accountId) === 'WALLET');
