import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { MessageBus, OutboxRelay } from '@wallet/messaging';
import { PostgresConnection, PostgresOutbox } from '@wallet/postgres';
import type { Logger } from '@wallet/service';
import { CustomersController, LOGGER } from './adapters/http/customers.controller';
import { OperatorErrorFilter } from './adapters/http/operator-error.filter';
import { OPERATOR_TOKEN } from './adapters/http/operator-token.guard';
import { EvaluationConsumer } from './adapters/kafka/evaluation.consumer';
import { OrderConsumer } from './adapters/kafka/order.consumer';
import { authDataSource, schema } from './adapters/postgres/database';
import { PostgresCustomerDirectory } from './adapters/postgres/postgres-customer-directory';
import { PostgresCustomerRegistry } from './adapters/postgres/postgres-customer-registry';
import { ChangeCustomerStatus } from './application/change-customer-status';
import { IdentifyCustomers } from './application/identify-customers';
import { mobileNumberReader } from './application/mobile-number';
import { RegisterCustomers } from './application/register-customers';
import { ShowCustomer } from './application/show-customer';
import type { AuthConfig } from './config';

/** The only place where auth's adapters are chosen: a directory of your own goes in here. */
@Module({})
export class AuthModule {
  static create({ config, logger, bus }: { config: AuthConfig; logger: Logger; bus: MessageBus }): DynamicModule {
    const dataSource = authDataSource(config.DATABASE_URL);
    const directory = new PostgresCustomerDirectory(dataSource);
    const registry = new PostgresCustomerRegistry(dataSource);
    const outbox = new PostgresOutbox({ url: config.DATABASE_URL, schema, logger });
    const readNumber = mobileNumberReader(config.DEFAULT_COUNTRY);
    return {
      module: AuthModule,
      controllers: [EvaluationConsumer, OrderConsumer, CustomersController],
      providers: [
        { provide: LOGGER, useValue: logger },
        { provide: MessageBus, useValue: bus },
        { provide: OPERATOR_TOKEN, useValue: config.OPERATOR_TOKEN_FILE },
        { provide: APP_FILTER, useFactory: () => new OperatorErrorFilter(logger) },
        { provide: PostgresConnection, useFactory: () => new PostgresConnection(dataSource, logger) },
        { provide: OutboxRelay, useFactory: () => new OutboxRelay(outbox, bus, { schema, logger }) },
        { provide: IdentifyCustomers, useFactory: () => new IdentifyCustomers(directory, readNumber) },
        { provide: RegisterCustomers, useFactory: () => new RegisterCustomers(registry, readNumber) },
        { provide: ShowCustomer, useFactory: () => new ShowCustomer(registry, readNumber) },
        { provide: ChangeCustomerStatus, useFactory: () => new ChangeCustomerStatus(registry, readNumber) },
      ],
    };
  }
}
