import 'reflect-metadata';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { KafkaTransport, MessageBus, OutboxRelay, topicSettings } from '@wallet/messaging';
import { OutboxPurger, PostgresConnection } from '@wallet/postgres';
import { bootPatienceMs, createLogger, main, type Lifecycle } from '@wallet/service';
import { boot } from '@wallet/service/boot';
import { ownTopics } from './adapters/kafka/own-topics';
import { LimitCheck } from './adapters/postgres/wallets/limit-check';
import { ExpiryCloser } from './adapters/timer/expiry-closer';
import { UsagePurger } from './adapters/timer/usage-purger';
import { readConfig } from './config';
import { PaymentsModule } from './payments.module';

main(async () => {
  const config = readConfig();
  const logger = createLogger('payments', config.LOG_LEVEL);
  const kafka = { ...config.kafka, topicPrefix: config.KAFKA_TOPIC_PREFIX, logger };
  const bus = new MessageBus({ ...kafka, ...topicSettings(config), topics: ownTopics, clientId: 'payments' });
  await boot({
    name: 'payments',
    module: PaymentsModule.create({ config, logger, bus }),
    transport: new KafkaTransport({ ...kafka, service: 'payments', bus, patienceMs: bootPatienceMs(config) }),
    http: { port: config.OPERATOR_PORT, host: config.OPERATOR_HOST ?? config.HOST, adapter: new FastifyAdapter() },
    config,
    logger,
    lifecycles: (app) => [
      app.get(PostgresConnection),
      app.get(PostgresConnection).clock(),
      bus,
      ...[OutboxRelay, OutboxPurger, ExpiryCloser, UsagePurger, LimitCheck].map((part) => app.get<Lifecycle>(part)),
    ],
  });
});
