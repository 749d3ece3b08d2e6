import { randomUUID } from 'node:crypto';
import type { AgreementPay, ResultCode } from '@wallet/alipayplus';
import type { Money } from '@wallet/money';
import type { Pool, PoolClient } from 'pg';
import { notifyPath, leaseMs, type Delivery } from './deliveries';
import { businessDay, newPaymentId, noticeOf, type Outcome } from './order';
import { accountStatus, debit, find, record } from './statements';
import type { Payer } from './tokens';

/** An order as it was first recorded; amounts are minor units. */
export interface StoredOrder {
  readonly paymentAmount: string;
  readonly paymentCurrency: string;
  readonly payToAmount: string;
  readonly payToCurrency: string;
  readonly paymentMethodType: string;
  readonly referenceMerchantId: string;
  readonly customerId: string;
  readonly state: Outcome['state'];
  readonly refusal: ResultCode | null;
  readonly paymentId: string | null;
  readonly paidAt: Date | null;
}

/** A payment to be settled: from whom, and how much, or why not. */
export interface Settlement {
  readonly pay: AgreementPay;
  readonly payer: Payer;
  readonly debit: Money | ResultCode;
  readonly now: Date;
}

export interface Settled {
  readonly outcome: Outcome;
  /** To be told to Alipay+. */
  readonly delivery: Delivery;
}

export class Orders {
  constructor(private readonly pool: Pool) {}

  async find(paymentRequestId: string): Promise<StoredOrder | undefined> {
    const { rows } = await this.pool.query<StoredOrder>({ ...find, values: [paymentRequestId] });
    return rows[0];
  }

  /** One transaction: the debit and all that is recorded of it. Undefined when the order exists: nothing is changed. */
  async settle(settlement: Settlement): Promise<Settled | undefined> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const outcome = await decide(client, settlement);
      const body = JSON.stringify(noticeOf(settlement.pay, settlement.payer, outcome));
      const values = [...valuesOf(settlement, outcome), notifyPath, body, leaseMs];
      const { rows } = await client.query<{ deliveryId: string }>({ ...record, values });
      const [recorded] = rows;
      await client.query(recorded ? 'commit' : 'rollback');
      client.release();
      return recorded && { outcome, delivery: { id: recorded.deliveryId, body } };
    } catch (error) {
      client.release(true);
      throw error;
    }
  }
}

async function decide(client: PoolClient, { debit: amount, payer, now }: Settlement): Promise<Outcome> {
  if (typeof amount === 'string') return { state: 'FAILED', refusal: amount };
  const values = [payer.accountId, amount.minorUnits.toString()];
  const { rowCount } = await client.query({ ...debit, values });
  if (rowCount === 1) return { state: 'PAID', paymentId: newPaymentId(businessDay(now)), paidAt: now };
  const { rows } = await client.query<{ status: string }>({ ...accountStatus, values: [payer.accountId] });
  const isActive = rows[0]?.status === 'ACTIVE';
  return { state: 'FAILED', refusal: isActive ? 'USER_BALANCE_NOT_ENOUGH' : 'USER_STATUS_ABNORMAL' };
}

function valuesOf({ pay, payer, debit: amount, now }: Settlement, outcome: Outcome): unknown[] {
  const { merchant } = pay.order;
  const isPaid = outcome.state === 'PAID';
  const { referenceMerchantId, merchantName, merchantDisplayName } = merchant;
  return [
    pay.paymentRequestId,
    pay.paymentAmount.minorUnits.toString(),
    pay.paymentAmount.currency,
    pay.payToAmount.minorUnits.toString(),
    pay.payToAmount.currency,
    pay.paymentMethodType,
    referenceMerchantId,
    merchantName ?? merchantDisplayName ?? referenceMerchantId,
    pay.acquirerId,
    payer.customerId,
    payer.agreementId,
    payer.accountId,
    outcome.state,
    isPaid ? null : outcome.refusal,
    isPaid ? outcome.paymentId : null,
    isPaid ? outcome.paidAt : null,
    now,
    businessDay(now),
    typeof amount === 'string' ? null : amount.minorUnits.toString(),
    randomUUID(),
    payer.currency,
    settlementAccountId(payer.currency),
  ];
}

/** Of what the wallet owes Alipay+; its balance is the sum of its entries. */
export const settlementAccountId = (currency: string): string => `settlement-payable:${currency}`;
