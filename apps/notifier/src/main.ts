import 'reflect-metadata';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { readPrivateKey, readPublicKey } from '@wallet/alipayplus';
import { FileSealKeys, KeyFolder, LoadedKeys, SignatureKeys } from '@wallet/key-store';
import { KafkaTransport, MessageBus, topicSettings } from '@wallet/messaging';
import { PostgresConnection } from '@wallet/postgres';
import { bootPatienceMs, createLogger, main } from '@wallet/service';
import { boot } from '@wallet/service/boot';
import { DeliveryPurger } from './adapters/timer/delivery-purger';
import { SendingLoop } from './application/sending-loop';
import { readConfig } from './config';
import { NotifierModule } from './notifier.module';

main(async () => {
  const config = readConfig();
  const logger = createLogger('notifier', config.LOG_LEVEL);
  const kafka = { ...config.kafka, topicPrefix: config.KAFKA_TOPIC_PREFIX, logger };
  const bus = new MessageBus({ ...kafka, ...topicSettings(config), clientId: 'notifier' });
  const folder = new KeyFolder(config.KEYS_DIR, logger);
  const keys = new SignatureKeys(folder, { readPublicKey, readPrivateKey }, logger);
  const sealFolder = new KeyFolder(config.SEAL_KEYS_DIR, logger);
  const sealKeys = new FileSealKeys(sealFolder, logger);
  const loadedKeys = new LoadedKeys([folder, sealFolder], [keys, sealKeys]);
  await boot({
    name: 'notifier',
    module: NotifierModule.create({ config, keys, sealKeys, bus, logger }),
    transport: new KafkaTransport({ ...kafka, service: 'notifier', bus, patienceMs: bootPatienceMs(config) }),
    http: { port: config.OPERATOR_PORT, host: config.OPERATOR_HOST ?? config.HOST, adapter: new FastifyAdapter() },
    config,
    logger,
    lifecycles: (app) => [
      loadedKeys,
      app.get(PostgresConnection),
      app.get(PostgresConnection).clock(),
      bus,
      app.get(SendingLoop),
      app.get(DeliveryPurger),
    ],
  });
});
