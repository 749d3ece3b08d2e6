import { isExpired, type Answer, type Command, type Handled, type PayByTokenCommand } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { metrics, milestone, type Logger } from '@wallet/service';
import {
  decideAgreementPayment,
  isToAnotherMerchant,
  type AgreementPayment,
  type Means,
  type TokenPayer,
} from '../domain/payment/agreement-payment';
import { businessTime, type BusinessTime } from '../domain/business-time';
import type { Order } from '../domain/order/order';
import type { OrderBook } from '../domain/payment/order-book';
import { isSameOrder, type Terms } from '../domain/order/terms';
import type { Wallet } from '../domain/wallet/wallet';
import { finalAnswer } from './final-answer';
import type { Policy } from './policy';
import { undecided } from './undecided';

export type ValidPayer = Extract<TokenPayer, { token: 'valid' }>;

/** What a batch of payments by token needs to see. */
export interface TokenPaymentScope {
  readonly causes: readonly Command[];
  readonly payers: readonly ValidPayer[];
  readonly time: BusinessTime;
}

/** The payers' wallets by customer id, locked, and what agreements took today in minor units. A payment replaces both. */
export interface Purses {
  readonly wallets: Map<string, Wallet>;
  /** By agreement id; an agreement that took nothing may be missing. */
  readonly usedToday: Map<string, bigint>;
  /** The customers whose wallets another transaction holds for too long: nothing may be decided of them now. */
  readonly held: ReadonlySet<string>;
}

export interface TokenPayments {
  /**
   * One transaction: the wallets are locked, and with the orders that exist given to `decide`; the orders and postings
   * that it puts into the book are stored with events, balances, usage and facts. Resolves after the commit. `decide`
   * is called anew, with a new book, when another transaction stores one of the orders at the same moment.
   */
  pay<T>(scope: TokenPaymentScope, decide: (book: OrderBook, purses: Purses) => T): Promise<T>;
}

export interface PayByTokenPorts {
  readonly payments: TokenPayments;
  readonly clock: Clock;
  readonly logger: Logger;
}

const toOthers = metrics.counter(
  'payments_other_merchant_total',
  "Payments by token to another merchant than the agreement's, by what became of them",
  ['outcome'],
);

interface ToOther {
  readonly payment: AgreementPayment;
  readonly outcome: 'paid' | 'refused';
}

interface Scope {
  readonly book: OrderBook;
  readonly purses: Purses;
  readonly time: BusinessTime;
  /** The new ones to another merchant than the agreement's. */
  readonly toOthers: ToOther[];
}

/**
 * Payments by access token: a batch is decided in sequence and written in one transaction. A repeat is answered by what
 * is stored, whatever became of the token since.
 */
export class PayByToken {
  constructor(
    private readonly ports: PayByTokenPorts,
    private readonly policy: Policy,
  ) {}

  async execute(batch: readonly Command<PayByTokenCommand>[]): Promise<Handled[]> {
    const { payments, clock } = this.ports;
    const time = businessTime(clock.now(), this.policy.dayOffsetMinutes);
    const payers = batch.flatMap(({ payload: { payer } }) => (payer.token === 'valid' ? [payer] : []));
    let toOthers: ToOther[] = [];
    const handled = await payments.pay({ causes: batch, payers, time }, (book, purses) => {
      toOthers = [];
      return batch.map((command) => this.decide(command, { book, purses, time, toOthers }));
    });
    milestone('payments.settlement.committed');
    for (const each of toOthers) this.report(each);
    return handled;
  }

  private decide(command: Command<PayByTokenCommand>, scope: Scope): Handled {
    const { payload } = command;
    const order = scope.book.find(payload.paymentRequestId);
    if (order) return repeated(order, payload);
    const { payer } = payload;
    if (payer.token === 'valid' && scope.purses.held.has(payer.customerId)) return 'locked';
    if (isExpired(command, this.ports.clock.now())) return 'expired';
    return this.pay(payload, scope);
  }

  private pay(command: PayByTokenCommand, { book, purses, time, toOthers }: Scope): Handled {
    const { paymentRequestId, paymentExpiryTime, payer } = command;
    const expiresAt = paymentExpiryTime
      ? new Date(paymentExpiryTime)
      : new Date(time.now.getTime() + this.policy.tokenOrderLifeMs);
    const means = meansOf(payer, purses);
    const payment = { paymentRequestId, terms: termsOf(command), expiresAt, payer };
    const decision = decideAgreementPayment(payment, means, { time, ...this.policy });
    if (decision.kind === 'undecided') return undecided(decision.reason);
    const outcome = decision.kind === 'paid' ? 'paid' : 'refused';
    if (isToAnotherMerchant(payer, payment.terms)) toOthers.push({ payment, outcome });
    if (decision.kind === 'paid') {
      const { agreementId, customerId, debit } = decision.order;
      book.postings.push(decision.posting);
      purses.wallets.set(customerId, decision.wallet);
      purses.usedToday.set(agreementId, means.usedToday + debit.minorUnits);
    }
    return finalAnswer(book.put(decision.order));
  }

  private report({ payment: { paymentRequestId, terms, payer }, outcome }: ToOther): void {
    if (payer.token === 'refused') return;
    const { agreementId, referenceMerchantId: ofAgreement } = payer;
    toOthers.inc({ outcome });
    this.ports.logger.warn(
      { paymentRequestId, agreementId, ofAgreement, ofPayment: terms.referenceMerchantId, outcome },
      "a payment by token is to another merchant than its agreement's",
    );
  }
}

function meansOf(payer: TokenPayer, { wallets, usedToday }: Purses): Means {
  if (payer.token === 'refused') return { wallet: undefined, usedToday: 0n };
  return { wallet: wallets.get(payer.customerId), usedToday: usedToday.get(payer.agreementId) ?? 0n };
}

/** An id that was cancelled before anything was ordered is of no kind. */
function repeated(order: Order, command: PayByTokenCommand): Answer {
  if (order.state === 'CANCELLED' && !order.terms) return finalAnswer(order);
  const isRepeat = order.kind === 'AGREEMENT' && order.terms && isSameOrder(order.terms, termsOf(command));
  return isRepeat ? finalAnswer(order) : { outcome: 'refused', refusal: 'RepeatInconsistent' };
}

function termsOf({ purchase, accessTokenHash, acquirerId, paymentNotifyUrl }: PayByTokenCommand): Terms {
  return { ...purchase, lookup: { by: 'accessToken', accessTokenHash }, acquirerId, paymentNotifyUrl };
}
