import 'reflect-metadata';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { FileKeyStore, HeldKeys } from '@wallet/key-store';
import { KafkaTransport, MessageBus, OutboxRelay, topicSettings } from '@wallet/messaging';
import { OutboxPurger, PostgresConnection } from '@wallet/postgres';
import { bootPatienceMs, createLogger, main, RememberedKey, type Lifecycle } from '@wallet/service';
import { boot } from '@wallet/service/boot';
import { HttpCustomerDirectory } from './adapters/http-out/http-customer-directory';
import { ownTopics } from './adapters/kafka/own-topics';
import { AnswerEraser } from './adapters/timer/answer-eraser';
import { ImportKeeper } from './adapters/timer/import-keeper';
import { AuthModule } from './auth.module';
import { readConfig } from './config';

main(async () => {
  const config = readConfig();
  const logger = createLogger('auth', config.LOG_LEVEL);
  const kafka = { ...config.kafka, topicPrefix: config.KAFKA_TOPIC_PREFIX, logger };
  const keys = new HeldKeys(new FileKeyStore(config.SEAL_KEYS_DIR, logger), logger);
  const sharedKeys = { tokenHashKey: config.TOKEN_HASH_KEY_FILE, sealKeys: keys.seal };
  const bus = new MessageBus({
    ...kafka,
    ...topicSettings(config),
    topics: ownTopics,
    clientId: 'auth',
    keys: sharedKeys,
  });
  await boot({
    name: 'auth',
    module: AuthModule.create({ config, logger, bus, sealKeys: keys.seal }),
    transport: new KafkaTransport({ ...kafka, service: 'auth', bus, patienceMs: bootPatienceMs(config) }),
    http: { port: config.OPERATOR_PORT, host: config.OPERATOR_HOST ?? config.HOST, adapter: new FastifyAdapter() },
    config,
    logger,
    lifecycles: (app) => [
      keys,
      app.get(PostgresConnection),
      app.get(PostgresConnection).clock(),
      app.get(RememberedKey),
      bus,
      ...(config.CUSTOMER_DIRECTORY === 'http' ? [app.get(HttpCustomerDirectory)] : []),
      ...[OutboxRelay, OutboxPurger, AnswerEraser, ImportKeeper].map((part) => app.get<Lifecycle>(part)),
    ],
  });
});
