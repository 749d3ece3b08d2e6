import { formatDateTime, result, type AgreementPay, type Result, type ResultCode } from '@wallet/alipayplus';
import { debitOf, type Outcome } from './order';
import type { Deliveries } from './deliveries';
import type { Orders, StoredOrder } from './orders';
import type { Payer, Tokens } from './tokens';

export interface PayAnswer {
  readonly result: Result;
  readonly customerId?: string;
  readonly paymentId?: string;
  readonly paymentTime?: string;
}

export interface Terms {
  readonly now: Date;
  /** Signed, but its Request-Time is outside the window: what is stored is answered, nothing is paid. */
  readonly isStale: boolean;
}

export const refused = (code: ResultCode, detail?: string): PayAnswer => ({ result: result(code, detail) });

function answerOf(outcome: Outcome, customerId: string): PayAnswer {
  if (outcome.state === 'FAILED') return refused(outcome.refusal);
  const paymentTime = formatDateTime(outcome.paidAt, '+08:00');
  return { result: result('SUCCESS'), customerId, paymentId: outcome.paymentId, paymentTime };
}

/** Payments by agreement. An order is decided once; every repeat gets its first answer, whatever became of the token. */
export class Payments {
  constructor(
    private readonly tokens: Tokens,
    private readonly orders: Orders,
    private readonly deliveries: Pick<Deliveries, 'send'>,
  ) {}

  async execute(pay: AgreementPay, { now, isStale }: Terms): Promise<PayAnswer> {
    const payer = await this.tokens.payer(pay.accessToken, now);
    if (typeof payer === 'string') return (await this.recall(pay)) ?? refused(payer);
    if (isStale) return (await this.recall(pay, payer)) ?? refused('UNKNOWN_EXCEPTION');
    const settlement = { pay, payer, debit: debitOf(pay, payer.currency), now };
    const settled = await this.orders.settle(settlement);
    if (settled) {
      this.deliveries.send(settled.delivery);
      return answerOf(settled.outcome, payer.customerId);
    }
    return (await this.recall(pay, payer)) ?? refused('UNKNOWN_EXCEPTION');
  }

  /** The stored answer of this order, if there is one and it is the same order. */
  private async recall(pay: AgreementPay, payer?: Payer): Promise<PayAnswer | undefined> {
    const stored = await this.orders.find(pay.paymentRequestId);
    if (!stored) return undefined;
    const isOthers = payer !== undefined && payer.customerId !== stored.customerId;
    if (isOthers || !isSame(stored, pay)) return refused('REPEAT_REQ_INCONSISTENT');
    return answerOf(outcomeOf(stored), stored.customerId);
  }
}

function isSame(stored: StoredOrder, { paymentAmount, payToAmount, order, paymentMethodType }: AgreementPay): boolean {
  return (
    stored.paymentAmount === paymentAmount.minorUnits.toString() &&
    stored.paymentCurrency === paymentAmount.currency &&
    stored.payToAmount === payToAmount.minorUnits.toString() &&
    stored.payToCurrency === payToAmount.currency &&
    stored.paymentMethodType === paymentMethodType &&
    stored.referenceMerchantId === order.merchant.referenceMerchantId
  );
}

function outcomeOf({ refusal, paymentId, paidAt }: StoredOrder): Outcome {
  if (refusal !== null) return { state: 'FAILED', refusal };
  if (paymentId === null || paidAt === null) throw new Error('a paid order without payment');
  return { state: 'PAID', paymentId, paidAt };
}
