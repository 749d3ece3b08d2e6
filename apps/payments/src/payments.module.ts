import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { systemClock as clock } from '@wallet/kernel';
import { DeadLetterBox, OutboxRelay, type MessageBus } from '@wallet/messaging';
import {
  approvalProvider,
  approvalRulesOf,
  ApprovalsController,
  operatorControllers,
  operatorProviders,
} from '@wallet/operator-endpoint';
import { OutboxPurger, PostgresConnection, PostgresOutbox } from '@wallet/postgres';
import type { Logger } from '@wallet/service';
import { BooksController } from './adapters/http-in/books.controller';
import { CodesController } from './adapters/http-in/codes.controller';
import { CustomerHistoryController } from './adapters/http-in/customer-history.controller';
import { creditApprovals } from './adapters/http-in/credit-approvals';
import { CustomersController } from './adapters/http-in/customers.controller';
import { NoticesController } from './adapters/http-in/notices.controller';
import { PaymentRecordController } from './adapters/http-in/payment-record.controller';
import { paymentsController } from './adapters/kafka/payments.controller';
import { paymentsDataSource, schema } from './adapters/postgres/database';
import { PostgresCodeBook } from './adapters/postgres/codes/postgres-code-book';
import { PostgresCustomerHistory } from './adapters/postgres/operators/postgres-customer-history';
import { PostgresNotices } from './adapters/postgres/operators/postgres-notices';
import { LimitCheck } from './adapters/postgres/wallets/limit-check';
import { PostgresBooks } from './adapters/postgres/books/postgres-books';
import { PostgresCashIns } from './adapters/postgres/operators/postgres-cash-ins';
import { PostgresCustomerLimits } from './adapters/postgres/operators/postgres-customer-limits';
import { PostgresOrderViews } from './adapters/postgres/orders/postgres-order-views';
import { PostgresOrders } from './adapters/postgres/orders/postgres-orders';
import { PostgresRefunds } from './adapters/postgres/refunds/postgres-refunds';
import { PostgresPaymentRecords } from './adapters/postgres/operators/postgres-payment-records';
import { PostgresUsage } from './adapters/postgres/wallets/postgres-usage';
import { PostgresWallets } from './adapters/postgres/wallets/postgres-wallets';
import { ExpiryCloser } from './adapters/timer/expiry-closer';
import { UsagePurger } from './adapters/timer/usage-purger';
import { CloseExpiredOrders } from './application/close-expired-orders';
import { ChangeCodeLists } from './application/codes/change-code-lists';
import { CodeBook } from './application/codes/code-book';
import { KeepCodeRules } from './application/codes/keep-code-rules';
import { ShowCodeBook } from './application/codes/show-code-book';
import { EvaluatePayment } from './application/evaluate-payment';
import { NameMissingLimits } from './application/name-missing-limits';
import { DecideApprovals } from './application/operators/approvals';
import { Books } from './application/operators/books';
import { CreditCustomer } from './application/operators/credit-customer';
import { CustomerHistory } from './application/operators/customer-history';
import { CustomerLimits } from './application/operators/customer-limits';
import { Notices } from './application/operators/notices';
import { PaymentRecords } from './application/operators/payment-record';
import { RepairNotices } from './application/operators/repair-notices';
import { SetCustomerLimits } from './application/operators/set-customer-limits';
import { PurgeUsage } from './application/purge-usage';
import { policyOf, type PaymentsConfig } from './config';
import { scanUseCasesOf, useCasesOf } from './use-cases';

/** The only place where the adapters of payments are chosen. */
@Module({})
export class PaymentsModule {
  static create({ config, logger, bus }: { config: PaymentsConfig; logger: Logger; bus: MessageBus }): DynamicModule {
    const policy = policyOf(config);
    const dataSource = paymentsDataSource(config.database, config);
    const orders = new PostgresOrders(dataSource);
    const wallets = new PostgresWallets(dataSource);
    const refunds = new PostgresRefunds(dataSource);
    const codeBook = new PostgresCodeBook(dataSource);
    const outbox = new PostgresOutbox({ ...config.database, schema, dataSource, logger });
    const kafka = { ...config.kafka, topicPrefix: config.KAFKA_TOPIC_PREFIX };
    const deadLetters = new DeadLetterBox({ ...kafka, service: 'payments', bus, logger });
    const purging = { schema, retentionDays: config.OUTBOX_RETENTION_DAYS, logger };
    const usage = new PostgresUsage(dataSource);
    const usagePolicy = { ...policy, retentionDays: config.USAGE_RETENTION_DAYS };
    const missingLimits = new NameMissingLimits(policy, logger);
    const useCases = {
      evaluatePayment: new EvaluatePayment(wallets, clock, policy),
      keepCodeRules: new KeepCodeRules(codeBook),
      showCodeBook: new ShowCodeBook(codeBook),
      ...scanUseCasesOf({ orders, views: new PostgresOrderViews(dataSource), clock, logger }, policy),
      ...useCasesOf({ orders, refunds, accounts: wallets, missingLimits, clock, logger }, policy),
    };
    return {
      module: PaymentsModule,
      controllers: [
        paymentsController(useCases),
        PaymentRecordController,
        CustomersController,
        ApprovalsController,
        BooksController,
        NoticesController,
        CodesController,
        ...operatorControllers,
        CustomerHistoryController,
      ],
      providers: [
        { provide: PostgresConnection, useFactory: () => new PostgresConnection(dataSource, logger) },
        { provide: OutboxRelay, useFactory: () => new OutboxRelay(outbox, bus, { schema, logger }) },
        { provide: OutboxPurger, useFactory: () => new OutboxPurger(dataSource, purging) },
        { provide: ExpiryCloser, useFactory: () => new ExpiryCloser(new CloseExpiredOrders(orders, clock), logger) },
        { provide: UsagePurger, useFactory: () => new UsagePurger(new PurgeUsage(usage, clock, usagePolicy), logger) },
        {
          provide: LimitCheck,
          useFactory: () => new LimitCheck({ ...config.database, schema, missingLimits, logger }),
        },
        ...operatorProviders({ service: 'payments', config, deadLetters, logger }),
        { provide: CodeBook, useValue: codeBook },
        { provide: ChangeCodeLists, useFactory: () => new ChangeCodeLists(codeBook, clock) },
        ...useCasesOfOperators(config, dataSource),
      ],
    };
  }
}

/** What operators ask for and do. */
function useCasesOfOperators(config: PaymentsConfig, dataSource: ReturnType<typeof paymentsDataSource>): Provider[] {
  const limits = new PostgresCustomerLimits(dataSource);
  const notices = new PostgresNotices(dataSource);
  const cashIns = new PostgresCashIns(dataSource, approvalRulesOf(config));
  return [
    { provide: PaymentRecords, useFactory: () => new PostgresPaymentRecords(dataSource) },
    { provide: CreditCustomer, useFactory: () => new CreditCustomer(cashIns, clock) },
    approvalProvider(creditApprovals(new DecideApprovals(cashIns, clock))),
    { provide: CustomerLimits, useValue: limits },
    { provide: SetCustomerLimits, useFactory: () => new SetCustomerLimits(limits, clock) },
    { provide: Books, useFactory: () => new PostgresBooks({ ...config.database, schema }) },
    { provide: CustomerHistory, useFactory: () => new PostgresCustomerHistory(dataSource) },
    { provide: Notices, useValue: notices },
    { provide: RepairNotices, useFactory: () => new RepairNotices(notices, clock) },
  ];
}
