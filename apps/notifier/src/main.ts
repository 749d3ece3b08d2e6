import 'reflect-metadata';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { readPrivateKey, readPublicKey, signContent } from '@wallet/alipayplus';
import {
  alipayplusPublicKeys,
  chosenKeyStore,
  HeldKeys,
  KeyFolder,
  LoadedFolders,
  SignatureKeys,
  TimedSigner,
} from '@wallet/key-store';
import { KafkaTransport, MessageBus, topicSettings } from '@wallet/messaging';
import { PostgresConnection } from '@wallet/postgres';
import { bootPatienceMs, createLogger, main } from '@wallet/service';
import { boot } from '@wallet/service/boot';
import { ownTopics } from './adapters/kafka/own-topics';
import { DeliveryPurger } from './adapters/timer/delivery-purger';
import { SendingLoop } from './application/sending-loop';
import { readConfig } from './config';
import { NotifierModule } from './notifier.module';

main(async () => {
  const config = readConfig();
  const logger = createLogger('notifier', config.LOG_LEVEL);
  const kafka = { ...config.kafka, topicPrefix: config.KAFKA_TOPIC_PREFIX, logger };
  const folder = new KeyFolder(config.KEYS_DIR, logger);
  const store = chosenKeyStore(config, { folder, readPrivateKey, signContent }, logger);
  const alipayplusKeys = alipayplusPublicKeys(folder, readPublicKey, logger);
  const keys = new SignatureKeys(alipayplusKeys, new TimedSigner(store, config.SIGN_TIMEOUT_MS));
  const heldKeys = new HeldKeys(store, logger);
  const sharedKeys = { sealKeys: heldKeys.seal };
  const bus = new MessageBus({
    ...kafka,
    ...topicSettings(config),
    topics: ownTopics,
    clientId: 'notifier',
    keys: sharedKeys,
  });
  await boot({
    name: 'notifier',
    module: NotifierModule.create({ config, keys, sealKeys: heldKeys.seal, bus, logger }),
    transport: new KafkaTransport({ ...kafka, service: 'notifier', bus, patienceMs: bootPatienceMs(config) }),
    http: { port: config.OPERATOR_PORT, host: config.OPERATOR_HOST ?? config.HOST, adapter: new FastifyAdapter() },
    config,
    logger,
    lifecycles: (app) => [
      new LoadedFolders([folder], [alipayplusKeys]),
      heldKeys,
      app.get(PostgresConnection),
      app.get(PostgresConnection).clock(),
      bus,
      app.get(SendingLoop),
      app.get(DeliveryPurger),
    ],
  });
});
