import { Module, type DynamicModule } from '@nestjs/common';
import { DeadLetterBox, type MessageBus } from '@wallet/messaging';
import { notifierEndpoints } from '@wallet/operator-contract';
import {
  booksController,
  operatorControllers,
  operatorProviders,
  type OperatorAuthSettings,
} from '@wallet/operator-endpoint';
import { proveBooks, type PostgresAddress } from '@wallet/postgres';
import type { Logger } from '@wallet/service';
import { DeadDeliveriesController } from './adapters/http-in/dead-deliveries.controller';
import { DeliveriesController, RETENTION_DAYS } from './adapters/http-in/deliveries.controller';
import { bookChecks } from './adapters/postgres/book-checks';
import { DeliveryRegister } from './application/ports/delivery-register';
import { ReplayDeliveries } from './application/replay-deliveries';
import { ResolveDelivery } from './application/resolve-delivery';
import { SendingLoop } from './application/sending-loop';
import { ShowDelivery } from './application/show-delivery';
import type { NotifierConfig } from './config';

export interface OperatorParts {
  readonly config: OperatorAuthSettings &
    Pick<NotifierConfig, 'database' | 'kafka' | 'KAFKA_TOPIC_PREFIX' | 'NOTIFY_RETENTION_DAYS'>;
  /** Has the SendingLoop. */
  readonly sending: DynamicModule;
  readonly register: DeliveryRegister;
  readonly bus: Pick<MessageBus, 'publish'>;
  readonly logger: Logger;
}

/** The operators' endpoint. */
@Module({})
export class OperatorModule {
  static create({ config, sending, register, bus, logger }: OperatorParts): DynamicModule {
    const kafka = { ...config.kafka, topicPrefix: config.KAFKA_TOPIC_PREFIX };
    const deadLetters = new DeadLetterBox({ ...kafka, service: 'notifier', bus, logger });
    return {
      module: OperatorModule,
      imports: [sending],
      controllers: [DeliveriesController, DeadDeliveriesController, booksOf(config.database), ...operatorControllers],
      providers: [
        ...operatorProviders({ service: 'notifier', config, deadLetters, logger }),
        { provide: RETENTION_DAYS, useValue: config.NOTIFY_RETENTION_DAYS },
        { provide: DeliveryRegister, useValue: register },
        { provide: ShowDelivery, useFactory: () => new ShowDelivery(register) },
        { provide: ResolveDelivery, useFactory: () => new ResolveDelivery(register) },
        {
          provide: ReplayDeliveries,
          inject: [SendingLoop],
          useFactory: (loop: SendingLoop) => new ReplayDeliveries(register, () => loop.wake()),
        },
      ],
    };
  }
}

const booksOf = (database: PostgresAddress) =>
  booksController(notifierEndpoints.proveBooks, () => proveBooks({ ...database, schema: 'notifier' }, bookChecks));
