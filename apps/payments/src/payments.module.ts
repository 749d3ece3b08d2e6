import { Module, type DynamicModule } from '@nestjs/common';
import { systemClock as clock } from '@wallet/kernel';
import { OutboxRelay, type MessageBus } from '@wallet/messaging';
import { PostgresConnection, PostgresOutbox } from '@wallet/postgres';
import type { Logger } from '@wallet/service';
import { CustomerConsumer } from './adapters/kafka/customer.consumer';
import { EvaluationConsumer } from './adapters/kafka/evaluation.consumer';
import { InquiryConsumer } from './adapters/kafka/inquiry.consumer';
import { OrderConsumer } from './adapters/kafka/order.consumer';
import { SettlementConsumer } from './adapters/kafka/settlement.consumer';
import { TokenPaymentConsumer } from './adapters/kafka/token-payment.consumer';
import { paymentsDataSource, schema } from './adapters/postgres/database';
import { PostgresOrders } from './adapters/postgres/postgres-orders';
import { PostgresWallets } from './adapters/postgres/postgres-wallets';
import { ExpiryCloser } from './adapters/timer/expiry-closer';
import { ApplyCustomerFacts } from './application/apply-customer-facts';
import { CloseExpiredOrders } from './application/close-expired-orders';
import { EvaluatePayment } from './application/evaluate-payment';
import { InquirePayment } from './application/inquire-payment';
import { OpenOrder } from './application/open-order';
import { PayByToken } from './application/pay-by-token';
import { ProposeOtp } from './application/propose-otp';
import { RecallPayment } from './application/recall-payment';
import { SettlePayment } from './application/settle-payment';
import { policyOf, type PaymentsConfig } from './config';

/** The only place where the adapters of payments are chosen. */
@Module({})
export class PaymentsModule {
  static create({ config, logger, bus }: { config: PaymentsConfig; logger: Logger; bus: MessageBus }): DynamicModule {
    const policy = policyOf(config);
    const dataSource = paymentsDataSource(config.DATABASE_URL);
    const orders = new PostgresOrders(dataSource);
    const wallets = new PostgresWallets(dataSource);
    const outbox = new PostgresOutbox({ url: config.DATABASE_URL, schema, logger });
    const settling = { settlements: orders, answers: bus, clock, logger };
    return {
      module: PaymentsModule,
      controllers: [
        CustomerConsumer,
        EvaluationConsumer,
        InquiryConsumer,
        OrderConsumer,
        SettlementConsumer,
        TokenPaymentConsumer,
      ],
      providers: [
        { provide: PostgresConnection, useFactory: () => new PostgresConnection(dataSource, logger) },
        { provide: OutboxRelay, useFactory: () => new OutboxRelay(outbox, bus, { schema, logger }) },
        { provide: ExpiryCloser, useFactory: () => new ExpiryCloser(new CloseExpiredOrders(orders, clock), logger) },
        { provide: ApplyCustomerFacts, useFactory: () => new ApplyCustomerFacts(wallets, clock) },
        { provide: EvaluatePayment, useFactory: () => new EvaluatePayment(wallets, bus, clock, policy) },
        { provide: OpenOrder, useFactory: () => new OpenOrder(orders, bus, clock, policy) },
        { provide: ProposeOtp, useFactory: () => new ProposeOtp(orders, bus, clock) },
        { provide: SettlePayment, useFactory: () => new SettlePayment(settling, policy) },
        { provide: PayByToken, useFactory: () => new PayByToken(orders, bus, clock, policy) },
        { provide: RecallPayment, useFactory: () => new RecallPayment(orders, bus, clock) },
        { provide: InquirePayment, useFactory: () => new InquirePayment(orders, bus, clock) },
      ],
    };
  }
}
