import { Module, type DynamicModule } from '@nestjs/common';
import { DeadLetterBox, type MessageBus } from '@wallet/messaging';
import { operatorControllers, operatorProviders, type OperatorAuthSettings } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { BooksController } from './adapters/http-in/books.controller';
import { DeadDeliveriesController } from './adapters/http-in/dead-deliveries.controller';
import { DeliveriesController, RETENTION_DAYS } from './adapters/http-in/deliveries.controller';
import { PostgresBooks } from './adapters/postgres/postgres-books';
import type { DeliveryRegister } from './application/ports/delivery-register';
import { ListDeliveries } from './application/list-deliveries';
import { ListStates } from './application/list-states';
import { ProveBooks } from './application/prove-books';
import { ReplayDeliveries } from './application/replay-deliveries';
import { ResolveDelivery } from './application/resolve-delivery';
import { SendingLoop } from './application/sending-loop';
import { ShowDelivery } from './application/show-delivery';
import type { NotifierConfig } from './config';

export interface OperatorParts {
  readonly config: OperatorAuthSettings &
    Pick<NotifierConfig, 'DATABASE_URL' | 'KAFKA_BROKERS' | 'KAFKA_TOPIC_PREFIX' | 'NOTIFY_RETENTION_DAYS'>;
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
    const kafka = { brokers: config.KAFKA_BROKERS, topicPrefix: config.KAFKA_TOPIC_PREFIX };
    const deadLetters = new DeadLetterBox({ ...kafka, service: 'notifier', bus, logger });
    return {
      module: OperatorModule,
      imports: [sending],
      controllers: [DeliveriesController, DeadDeliveriesController, BooksController, ...operatorControllers],
      providers: [
        ...operatorProviders({ service: 'notifier', config, deadLetters, logger }),
        { provide: RETENTION_DAYS, useValue: config.NOTIFY_RETENTION_DAYS },
        { provide: ListDeliveries, useFactory: () => new ListDeliveries(register) },
        { provide: ListStates, useFactory: () => new ListStates(register) },
        { provide: ShowDelivery, useFactory: () => new ShowDelivery(register) },
        { provide: ResolveDelivery, useFactory: () => new ResolveDelivery(register) },
        {
          provide: ReplayDeliveries,
          inject: [SendingLoop],
          useFactory: (loop: SendingLoop) => new ReplayDeliveries(register, () => loop.wake()),
        },
        { provide: ProveBooks, useFactory: () => new ProveBooks(new PostgresBooks(config.DATABASE_URL)) },
      ],
    };
  }
}
