import { createHash } from 'node:crypto';
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
  type Answer,
  type Command,
  type Handled,
  type OpenOrderCommand,
  type PayByTokenCommand,
  type RefundPaymentCommand,
  type SettlePaymentCommand,
  type Topic,
} from '@wallet/contracts';
import { serve, type Message } from '@wallet/messaging';
import { Money } from '@wallet/money';
import { query } from '@wallet/postgres';
import { createLogger } from '@wallet/service';
import { fakeMessage, RecordingBus, testDatabase } from '@wallet/testkit';
import { migrate, paymentsDataSource } from '../src/adapters/postgres/database';
import { PostgresOrders } from '../src/adapters/postgres/orders/postgres-orders';
import { PostgresRefunds } from '../src/adapters/postgres/refunds/postgres-refunds';
import { PostgresWallets } from '../src/adapters/postgres/wallets/postgres-wallets';
import { CloseExpiredOrders } from '../src/application/close-expired-orders';
import { NameMissingLimits } from '../src/application/name-missing-limits';
import type { Policy } from '../src/application/policy';
import { useCasesOf } from '../src/use-cases';
import { limitsIn } from './limits-in';

export const hkd = (value: bigint | string): Money => Money.of('HKD', value);

const policy: Policy = {
  limits: limitsIn(['HKD'], { single: 500_000n, dailyAmount: 2_000_000n, dailyCount: 50 }),
  agreementLimits: limitsIn(['HKD'], { single: 500_000n, dailyAmount: 2_000_000n }),
  agreementMerchant: 'report',
  minKycLevel: 1,
  orderLifeMs: 600_000,
  tokenOrderLifeMs: 60_000,
  refundWindowDays: 366,
  dayOffsetMinutes: 480,
};

interface UseCase<Payload> {
  execute(batch: readonly Command<Payload>[]): Promise<Handled[]>;
}

/** The use cases of payments on a database of their own; the bus records, and the clock stands still until it is moved. */
export async function paymentsFixture(over: Partial<Policy> = {}) {
  const database = await testDatabase({ name: 'payments', migrate });
  const dataSource = await paymentsDataSource(database.urlFor('wallet_payments')).initialize();
  const rules = { ...policy, ...over };
  const orders = new PostgresOrders(dataSource);
  const wallets = new PostgresWallets(dataSource);
  const bus = new RecordingBus();
  const clock = { at: new Date(), now: () => clock.at };
  const settling = { settlements: orders, clock, logger: createLogger('payments', 'silent') };
  const tokenPaying = { payments: orders, clock, logger: settling.logger };
  /** As the transport gives it its batches, and says what became of them. */
  const served = <Payload>(topic: Topic<Payload>, useCase: UseCase<Payload>) => ({
    execute: (batch: readonly Message<Payload>[]) =>
      serve({ topic, handle: (live) => useCase.execute(live), bus, clock }, batch),
  });
  const { logger } = settling;
  const ports = { orders, refunds: new PostgresRefunds(dataSource), accounts: wallets, clock, logger };
  const use = useCasesOf({ ...ports, missingLimits: new NameMissingLimits(rules, logger) }, rules);
  const useCases = {
    applyFacts: served(customerFacts, use.applyCustomerFacts),
    open: served(openOrder, use.openOrder),
    settle: served(settlePayment, use.settlePayment),
    payByToken: served(payByToken, use.payByToken),
    resend: served(proposeOtp, use.proposeOtp),
    cancel: served(cancelPayment, use.cancelPayment),
    refund: served(refundPayment, use.refundPayment),
    inquire: served(inquirePayment, use.inquirePayment),
    recall: served(recallPayment, use.recallPayment),
    closeExpired: new CloseExpiredOrders(orders, clock),
  };
  /** What was answered to these messages, in their order. */
  const answersTo = (batch: readonly Message<unknown>[]): (Answer | undefined)[] =>
    batch.map(({ id }) => bus.answers.find(({ message }) => message.id === id)?.answer);
  return {
    ...useCases,
    database,
    dataSource,
    bus,
    clock,
    rules,
    settling,
    tokenPaying,
    served,
    answersTo,
    sql: <T>(text: string, parameters: unknown[] = []) => query<T>(dataSource, text, parameters),
    register: (customerId: string, openingBalance: Money) =>
      useCases.applyFacts.execute([registered(customerId, openingBalance)]),
    stop: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
}
export type PaymentsFixture = Awaited<ReturnType<typeof paymentsFixture>>;

export const registered = (customerId: string, openingBalance: Money) =>
  fakeMessage(customerFacts, {
    fact: 'CustomerRegistered',
    customerId,
    customerVersion: 1,
    status: 'ACTIVE',
    openingBalance,
  });

export const statusChanged = (customerId: string, customerVersion: number, status: 'ACTIVE' | 'FROZEN' | 'CLOSED') =>
  fakeMessage(customerFacts, { fact: 'CustomerStatusChanged', customerId, customerVersion, status });

export const purchase = {
  paymentAmount: hkd('100'),
  payToAmount: Money.of('CNY', '90'),
  paymentMethodType: 'ALIPAY_HK',
  referenceMerchantId: 'merchant-1',
  merchantName: 'Tea House',
};

export function order(
  paymentRequestId: string,
  customerId: string,
  over: Partial<OpenOrderCommand> = {},
): Message<OpenOrderCommand> {
  return fakeMessage(openOrder, {
    paymentRequestId,
    purchase,
    lookup: { by: 'loginId', loginId: '852-52412345', loginIdType: 'MOBILE' },
    customer: { customerId, status: 'ACTIVE', kycLevel: 2, mobileNumber: '+85252412345' },
    acquirerId: 'acquirer-1',
    ...over,
  });
}

/** The same agreement and token for every payment of a customer, unless said otherwise. */
export function tokenPay(
  paymentRequestId: string,
  customerId: string,
  over: Partial<PayByTokenCommand> = {},
): Message<PayByTokenCommand> {
  const digest = createHash('sha256').update(customerId).digest('hex');
  const agreementId = `${digest.slice(0, 8)}-0000-4000-8000-${digest.slice(0, 12)}`;
  return fakeMessage(payByToken, {
    paymentRequestId,
    accessTokenHash: digest,
    purchase,
    acquirerId: 'acquirer-1',
    payer: { token: 'valid', agreementId, customerId },
    ...over,
  });
}

/** A verify-and-pay with the right code of an `order` as above. */
export function accepted(
  paymentRequestId: string,
  customerId: string,
  over: Partial<SettlePaymentCommand> = {},
): Message<SettlePaymentCommand> {
  const bound = { amount: hkd('100'), referenceMerchantId: 'merchant-1', customerId };
  const verification = { verdict: 'accepted' as const, verifyRequestId: 'verify-1', bound };
  return fakeMessage(settlePayment, { paymentRequestId, verification, ...over });
}

export const verdict = (paymentRequestId: string, verdict: 'wrong' | 'exhausted' | 'unavailable') =>
  fakeMessage(settlePayment, { paymentRequestId, verification: { verdict } });

export const resend = (paymentRequestId: string, userLoginId = '852-524xx345') =>
  fakeMessage(proposeOtp, { paymentRequestId, userLoginId, userLoginIdType: 'MOBILE' });

export const inquiry = (paymentRequestId: string) => fakeMessage(inquirePayment, { paymentRequestId });
export const recall = (paymentRequestId: string) => fakeMessage(recallPayment, { paymentRequestId });

export const cancellation = (paymentRequestId: string, readOnly = false) =>
  fakeMessage(cancelPayment, { paymentRequestId, readOnly });

/** Of a tenth of an `order` as above. */
export function refund(
  paymentRequestId: string,
  refundRequestId: string,
  over: Partial<RefundPaymentCommand> = {},
): Message<RefundPaymentCommand> {
  const amounts = { refundAmount: hkd('10'), refundFromAmount: Money.of('CNY', '9') };
  const ids = { paymentRequestId, refundRequestId, paymentId: '' };
  return fakeMessage(refundPayment, { ...ids, ...amounts, readOnly: false, ...over });
}
