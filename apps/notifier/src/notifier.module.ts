import { Module, type DynamicModule } from '@nestjs/common';
import { PostgresConnection } from '@wallet/postgres';
import { notifierDataSource } from './adapters/postgres/database';
import { PostgresDeliveries } from './adapters/postgres/postgres-deliveries';
import { PostgresDeliveryRegister } from './adapters/postgres/postgres-delivery-register';
import { SealedBodies } from './adapters/postgres/sealed-bodies';
import { DeliveryPurger } from './adapters/timer/delivery-purger';
import { PurgeDeliveries } from './application/purge-deliveries';
import { measureBacklog } from './application/sending-metrics';
import { OperatorModule, type OperatorParts } from './operator.module';
import { SendingModule, type SendingParts } from './sending.module';

export type NotifierParts = Omit<SendingParts, 'deliveries'> & Pick<OperatorParts, 'bus'>;

@Module({})
export class NotifierModule {
  static create(parts: NotifierParts): DynamicModule {
    const { config, sealKeys, bus, logger } = parts;
    const dataSource = notifierDataSource(config.database, config);
    const deliveries = new PostgresDeliveries(dataSource, new SealedBodies(sealKeys));
    const purgeDeliveries = new PurgeDeliveries(deliveries, config.NOTIFY_RETENTION_DAYS);
    const sending = SendingModule.create({ ...parts, deliveries });
    measureBacklog(deliveries, logger);
    return {
      module: NotifierModule,
      imports: [
        sending,
        OperatorModule.create({ config, sending, register: new PostgresDeliveryRegister(dataSource), bus, logger }),
      ],
      providers: [
        { provide: PostgresConnection, useFactory: () => new PostgresConnection(dataSource, logger) },
        { provide: DeliveryPurger, useFactory: () => new DeliveryPurger(purgeDeliveries, logger) },
      ],
    };
  }
}
