import {
  cancelPayment,
  customerFacts,
  inquirePayment,
  openOrder,
  payByToken,
  proposeOtp,
  recallPayment,
  refundPayment,
  settlePayment,
  type RefundPaymentCommand,
  type Topic,
} from '@wallet/contracts';
import { Money } from '@wallet/money';
import { orderTopics } from '../../src/adapters/kafka/payments.controller';
import type { Typed } from './fake-otp';
import { purchases, type CustomerName, type PurchaseName } from './purchases';
import type { World } from './world';

export type Status = 'ACTIVE' | 'FROZEN' | 'CLOSED';

/** What the bus does to a record: it is delivered once or twice, and its answers arrive or not. */
export interface Carriage {
  readonly copies: number;
  readonly isLost: boolean;
}

interface Ordered extends Carriage {
  readonly id: string;
  readonly customer: CustomerName;
  readonly purchase: PurchaseName;
  /** From now; `undefined`: Alipay+ gives none. */
  readonly lifeMs: number | undefined;
}

interface Opened extends Ordered {
  /** What the user types as soon as the code comes. */
  readonly typed: Typed | 'nothing';
  /** The order is cancelled in the same moment. */
  readonly cancels: boolean;
}

interface Refunded extends Carriage {
  readonly id: string;
  readonly refundId: string;
  readonly percent: bigint;
  /** Of the order's own amounts, or of another purchase's. */
  readonly of: PurchaseName | 'order';
  readonly readOnly: boolean;
}

/** Alipay+ and auth: what they ask of payments, and what they know. */
export class Caller {
  private readonly statuses: Record<CustomerName, Status> = { alice: 'ACTIVE', bob: 'ACTIVE' };
  private versions = 1;
  /** What was first asked for under each id. */
  private readonly ordered = new Map<string, PurchaseName>();

  private readonly paymentIds = new Map<string, string>();
  private readonly waiting: { readonly id: string; readonly act: () => void }[] = [];

  constructor(readonly world: World) {
    world.calls.onAnswer = ({ message }, said) => this.learn(message.key, said);
  }

  /** Does it as soon as the order is known to be paid. */
  whenPaid(id: string, act: () => void): void {
    if (this.paymentIds.has(id)) act();
    else this.waiting.push({ id, act });
  }

  open({ id: paymentRequestId, customer: customerId, purchase, lifeMs, typed, cancels, ...carriage }: Opened): void {
    this.ordered.set(paymentRequestId, this.ordered.get(paymentRequestId) ?? purchase);
    this.world.otp.whenSent(paymentRequestId, () => {
      if (typed !== 'nothing') this.verify({ id: paymentRequestId, typed, ...carriage });
      if (cancels) this.cancel({ id: paymentRequestId, readOnly: false, ...carriage });
    });
    const status = this.statuses[customerId];
    const customer = { customerId, status, kycLevel: 1, mobileNumber: '+85252412345' };
    const lookup = { by: 'loginId', loginId: customerId, loginIdType: 'MOBILE' } as const;
    const order = { paymentRequestId, purchase: purchases[purchase], acquirerId: 'A-1', customer, lookup };
    this.send(openOrder, { ...order, ...this.expiry(lifeMs) }, carriage);
  }

  payByToken({
    id,
    customer: customerId,
    purchase,
    lifeMs,
    isValid,
    ...carriage
  }: Ordered & { isValid: boolean }): void {
    this.ordered.set(id, this.ordered.get(id) ?? purchase);
    const agreementId = `agreement-of-${customerId}`;
    const order = {
      paymentRequestId: id,
      purchase: purchases[purchase],
      acquirerId: 'A-1',
      accessTokenHash: customerId,
    };
    const valid = { token: 'valid', agreementId, customerId } as const;
    const payer = isValid ? valid : ({ token: 'refused', refusal: 'TokenInvalid' } as const);
    this.send(payByToken, { ...order, payer, ...this.expiry(lifeMs) }, carriage);
  }

  verify({ id, typed, amountOf, ...carriage }: Carriage & { id: string; typed: Typed; amountOf?: PurchaseName }): void {
    const verification = this.world.otp.check(id, typed);
    const amount = amountOf && { paymentAmount: purchases[amountOf].paymentAmount };
    this.send(settlePayment, { paymentRequestId: id, verification, ...amount }, carriage);
  }

  resend({ id, ...carriage }: Carriage & { id: string }): void {
    const login = { userLoginId: '852-524xx345', userLoginIdType: 'MOBILE' };
    this.send(proposeOtp, { paymentRequestId: id, ...login }, carriage);
  }

  cancel({ id, readOnly, ...carriage }: Carriage & { id: string; readOnly: boolean }): void {
    this.send(cancelPayment, { paymentRequestId: id, readOnly }, carriage);
  }

  refund({ id, refundId, percent, of, readOnly, ...carriage }: Refunded): void {
    const { paymentAmount, payToAmount } = purchases[of === 'order' ? (this.ordered.get(id) ?? 'tea') : of];
    const part = ({ currency, minorUnits }: Money) => Money.of(currency, (minorUnits * percent) / 100n);
    const refund: RefundPaymentCommand = {
      ...{
        paymentRequestId: id,
        refundRequestId: refundId,
        paymentId: this.paymentIds.get(id) ?? '0'.repeat(34),
        readOnly,
      },
      refundAmount: part(paymentAmount),
      refundFromAmount: part(payToAmount),
    };
    this.send(refundPayment, refund, carriage);
  }

  inquire({ id, ...carriage }: Carriage & { id: string }): void {
    this.send(inquirePayment, { paymentRequestId: id }, carriage);
  }

  recall({ id, ...carriage }: Carriage & { id: string }): void {
    this.send(recallPayment, { paymentRequestId: id }, carriage);
  }

  setStatus({
    customer: customerId,
    status,
    copies,
  }: {
    customer: CustomerName;
    status: Status;
    copies: number;
  }): void {
    this.statuses[customerId] = status;
    const customerVersion = ++this.versions;
    const fact = { fact: 'CustomerStatusChanged', customerId, customerVersion, status } as const;
    this.send(customerFacts, fact, { copies, isLost: false });
  }

  /** Sends the first of each kind of call about each order and refund again, and asks for the result of every order. */
  repeatAll(): void {
    const seen = new Set<string>();
    for (const { message } of [...this.world.calls.all]) {
      const { type, key, payload } = message;
      const subject = JSON.stringify([type, key, (payload as Partial<RefundPaymentCommand>).refundRequestId]);
      if (type === customerFacts.type || seen.has(subject)) continue;
      seen.add(subject);
      const topic = topics.find((each) => each.type === type);
      if (topic) this.send(topic, payload, once);
    }
  }

  private learn(id: string, said: string): void {
    const paymentId = /S paid (\d+)/.exec(said)?.[1];
    if (!paymentId || this.paymentIds.has(id)) return;
    this.paymentIds.set(id, paymentId);
    for (const waiter of this.waiting) if (waiter.id === id) waiter.act();
  }

  private expiry(lifeMs: number | undefined): { paymentExpiryTime?: string } {
    if (lifeMs === undefined) return {};
    return { paymentExpiryTime: new Date(this.world.clock.now().getTime() + lifeMs).toISOString() };
  }

  private send<Payload>(topic: Topic<Payload>, payload: Payload, { copies, isLost }: Carriage): void {
    this.world.bus.publish(this.world.calls.add(topic, payload, isLost), copies);
  }
}

const once: Carriage = { copies: 1, isLost: false };
const topics = Object.values<Topic<unknown>>(orderTopics);
