import 'reflect-metadata';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { KafkaTransport, MessageBus, OutboxRelay } from '@wallet/messaging';
import { PostgresConnection } from '@wallet/postgres';
import { boot, createLogger, main } from '@wallet/service';
import { AuthModule } from './auth.module';
import { readConfig } from './config';

main(async () => {
  const config = readConfig();
  const logger = createLogger('auth', config.LOG_LEVEL);
  const kafka = { brokers: config.KAFKA_BROKERS, topicPrefix: config.KAFKA_TOPIC_PREFIX, logger };
  const bus = new MessageBus({ ...kafka, clientId: 'auth', partitions: config.KAFKA_PARTITIONS });
  await boot({
    name: 'auth',
    module: AuthModule.create({ config, logger, bus }),
    transport: new KafkaTransport({ ...kafka, service: 'auth', bus }),
    http: { port: config.OPERATOR_PORT, host: config.HOST, adapter: new FastifyAdapter() },
    config,
    logger,
    lifecycles: (app) => [app.get(PostgresConnection), bus, app.get(OutboxRelay)],
  });
});
