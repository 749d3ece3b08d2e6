import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { apiPath } from '@wallet/alipayplus';
import { AlipayPlusClient } from '@wallet/alipayplus-client';
import type { SealKeys } from '@wallet/contracts';
import { systemClock } from '@wallet/kernel';
import type { SignatureKeys } from '@wallet/key-store';
import { OPERATOR_TOKEN, OperatorErrorFilter } from '@wallet/operator-endpoint';
import { PostgresConnection } from '@wallet/postgres';
import { errorMessage, metrics, type Logger } from '@wallet/service';
import { DeliveriesController, LOGGER } from './adapters/http/deliveries.controller';
import { SignedNotices } from './adapters/http/signed-notices';
import { AgreementFactConsumer } from './adapters/kafka/agreement-fact.consumer';
import { PaymentFactConsumer } from './adapters/kafka/payment-fact.consumer';
import { notifierDataSource } from './adapters/postgres/database';
import { PostgresDeliveries } from './adapters/postgres/postgres-deliveries';
import { PostgresDeliveryRegister } from './adapters/postgres/postgres-delivery-register';
import { SealedBodies } from './adapters/postgres/sealed-bodies';
import type { Deliveries } from './application/deliveries';
import type { NoticeForm } from './application/draft-delivery';
import { ListDeliveries } from './application/list-deliveries';
import { RecordDeliveries } from './application/record-deliveries';
import { ResendDelivery } from './application/resend-delivery';
import { SendDelivery } from './application/send-delivery';
import { SendingLoop } from './application/sending-loop';
import type { NotifierConfig } from './config';
import { Schedule } from './domain/schedule';

export interface NotifierParts {
  readonly config: NotifierConfig;
  readonly keys: SignatureKeys;
  readonly sealKeys: SealKeys;
  readonly logger: Logger;
}

/** What the lease of an attempt has beyond its time-out, to record the result. */
const recordingMs = 5_000;

@Module({})
export class NotifierModule {
  static create({ config, keys, sealKeys, logger }: NotifierParts): DynamicModule {
    const dataSource = notifierDataSource(config.DATABASE_URL);
    const deliveries = new PostgresDeliveries(dataSource, new SealedBodies(sealKeys));
    const register = new PostgresDeliveryRegister(dataSource);
    const schedule = new Schedule(config.NOTIFY_SCHEDULE_SECONDS);
    const sendDelivery = new SendDelivery(deliveries, noticesOf(config, keys), schedule, logger);
    const limits = { concurrency: config.NOTIFY_CONCURRENCY, leaseMs: config.NOTIFY_TIMEOUT_MS + recordingMs };
    const loop = new SendingLoop(deliveries, sendDelivery, limits, logger);
    const wake = () => loop.wake();
    const form = formOf(config, sealKeys);
    measureDue(deliveries, logger);
    return {
      module: NotifierModule,
      controllers: [PaymentFactConsumer, AgreementFactConsumer, DeliveriesController],
      providers: [
        { provide: LOGGER, useValue: logger },
        { provide: OPERATOR_TOKEN, useValue: config.OPERATOR_TOKEN_FILE },
        { provide: APP_FILTER, useFactory: () => new OperatorErrorFilter(logger) },
        { provide: PostgresConnection, useFactory: () => new PostgresConnection(dataSource, logger) },
        { provide: SendingLoop, useFactory: () => loop },
        { provide: RecordDeliveries, useFactory: () => new RecordDeliveries(deliveries, schedule, form, wake) },
        { provide: ListDeliveries, useFactory: () => new ListDeliveries(register) },
        { provide: ResendDelivery, useFactory: () => new ResendDelivery(register, wake) },
      ],
    };
  }
}

const formOf = (config: NotifierConfig, sealKeys: SealKeys): NoticeForm => ({
  notifyPaymentPath: apiPath('notifyPayment', config.API_PREFIX),
  authNotifyPath: apiPath('authNotify', config.API_PREFIX),
  utcOffset: config.TIME_ZONE_OFFSET,
  sealKeys,
});

function noticesOf(config: NotifierConfig, keys: SignatureKeys): SignedNotices {
  const options = {
    baseUrl: config.ALIPAYPLUS_BASE_URL,
    clientId: config.CLIENT_ID,
    utcOffset: config.TIME_ZONE_OFFSET,
    connections: config.NOTIFY_CONCURRENCY,
    timeoutMs: config.NOTIFY_TIMEOUT_MS,
  };
  return new SignedNotices(new AlipayPlusClient(keys, options, systemClock));
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
