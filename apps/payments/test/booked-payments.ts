import { Money } from '@wallet/money';
import { PostgresCashIns } from '../src/adapters/postgres/operators/postgres-cash-ins';
import { CreditCustomer } from '../src/application/operators/credit-customer';
import { accepted, cancellation, hkd, order, refund, tokenPay, type PaymentsFixture } from './payments-fixture';

export const approvalRules = { ceilings: new Map([['HKD', hkd('1000')]] as const), lifeMs: 3_600_000 };

export const creditCustomer = ({ dataSource, clock }: PaymentsFixture): CreditCustomer =>
  new CreditCustomer(new PostgresCashIns(dataSource, approvalRules), clock);

/** Orders of every kind of life, each named after it: HKD 100 for CNY 90 each, by customers `c-1` and `c-2`. */
export async function bookPayments(payments: PaymentsFixture): Promise<void> {
  for (const customerId of ['c-1', 'c-2']) await payments.register(customerId, hkd('1000'));
  const note = { operator: 'ops', reason: 'a test' };
  await creditCustomer(payments).execute({ customerId: 'c-2', amount: hkd('500'), reference: 'top-up' }, note);
  const paid = ['paid', 'refunded', 'cancelled', 'cancelled-refunded'];
  await payments.open.execute([...paid, 'waiting', 'cancelled-waiting'].map((id) => order(id, 'c-1')));
  await payments.open.execute([order('failed', 'c-1', { customer: null })]);
  for (const id of paid) await payments.settle.execute([accepted(id, 'c-1', settledBy(`code-of-${id}`))]);
  await payments.payByToken.execute([tokenPay('paid-by-token', 'c-2'), tokenPay('cancelled-by-token', 'c-2')]);
  for (const id of ['refunded', 'cancelled-refunded', 'paid-by-token']) await refundPart(payments, id);
  const cancelled = ['cancelled', 'cancelled-refunded', 'cancelled-waiting', 'cancelled-by-token', 'cancelled-unknown'];
  await payments.cancel.execute(cancelled.map((id) => cancellation(id)));
}

/** HKD 40 and CNY 36 of it. */
async function refundPart(payments: PaymentsFixture, paymentRequestId: string): Promise<void> {
  const [paid] = await payments.sql<{ payment_id: string }>(
    'select payment_id from payments.payment_order where payment_request_id = $1',
    [paymentRequestId],
  );
  const amounts = { refundAmount: hkd('40'), refundFromAmount: Money.of('CNY', '36') };
  const said = { ...amounts, paymentId: paid?.payment_id ?? '', refundReason: 'a test' };
  await payments.refund.execute([refund(paymentRequestId, `refund-of-${paymentRequestId}`, said)]);
}

const settledBy = (verifyRequestId: string) => ({
  verification: {
    verdict: 'accepted' as const,
    verifyRequestId,
    bound: { amount: hkd('100'), referenceMerchantId: 'merchant-1', customerId: 'c-1' },
  },
});
