import { Module, type DynamicModule } from '@nestjs/common';
import { apiPath } from '@wallet/alipayplus';
import { systemClock } from '@wallet/kernel';
import type { SignatureKeys } from '@wallet/key-store';
import { PostgresConnection } from '@wallet/postgres';
import { errorMessage, metrics, type Logger } from '@wallet/service';
import { SignedNotices } from './adapters/http/signed-notices';
import { PaymentFactConsumer } from './adapters/kafka/payment-fact.consumer';
import { notifierDataSource } from './adapters/postgres/database';
import { PostgresDeliveries } from './adapters/postgres/postgres-deliveries';
import type { Deliveries } from './application/deliveries';
import { RecordDeliveries } from './application/record-deliveries';
import { SendDelivery } from './application/send-delivery';
import { SendingLoop } from './application/sending-loop';
import type { NotifierConfig } from './config';
import { Schedule } from './domain/schedule';

export interface NotifierParts {
  readonly config: NotifierConfig;
  readonly keys: SignatureKeys;
  readonly logger: Logger;
}

/** What the lease of an attempt has beyond its time-out, to record the result. */
const recordingMs = 5_000;

@Module({})
export class NotifierModule {
  static create({ config, keys, logger }: NotifierParts): DynamicModule {
    const dataSource = notifierDataSource(config.DATABASE_URL);
    const deliveries = new PostgresDeliveries(dataSource);
    const schedule = new Schedule(config.NOTIFY_SCHEDULE_SECONDS);
    const sendDelivery = new SendDelivery(deliveries, noticesOf(config, keys), schedule, logger);
    const limits = { concurrency: config.NOTIFY_CONCURRENCY, leaseMs: config.NOTIFY_TIMEOUT_MS + recordingMs };
    const loop = new SendingLoop(deliveries, sendDelivery, limits, logger);
    const notifyPaymentPath = apiPath('notifyPayment', config.API_PREFIX);
    const form = { notifyPaymentPath, utcOffset: config.TIME_ZONE_OFFSET };
    measureDue(deliveries, logger);
    return {
      module: NotifierModule,
      controllers: [PaymentFactConsumer],
      providers: [
        { provide: PostgresConnection, useFactory: () => new PostgresConnection(dataSource, logger) },
        { provide: SendingLoop, useFactory: () => loop },
        {
          provide: RecordDeliveries,
          useFactory: () => new RecordDeliveries(deliveries, schedule, form, () => loop.wake()),
        },
      ],
    };
  }
}

function noticesOf(config: NotifierConfig, keys: SignatureKeys): SignedNotices {
  const options = {
    baseUrl: config.ALIPAYPLUS_BASE_URL,
    clientId: config.CLIENT_ID,
    utcOffset: config.TIME_ZONE_OFFSET,
    connections: config.NOTIFY_CONCURRENCY,
    timeoutMs: config.NOTIFY_TIMEOUT_MS,
  };
  return new SignedNotices(keys, options, systemClock);
}

function measureDue(deliveries: Deliveries, logger: Logger): void {
  metrics.gauge('notifier_deliveries_due', 'Deliveries to be sent now', [], async (gauge) => {
    try {
      gauge.set(await deliveries.countDue());
    } catch (error) {
      logger.warn({ reason: errorMessage(error) }, 'cannot count what is due');
    }
  });
}
