import 'reflect-metadata';
import { readPrivateKey, readPublicKey } from '@wallet/alipayplus';
import { KeyFolder, LoadedKeys, SignatureKeys } from '@wallet/key-store';
import { KafkaTransport, MessageBus } from '@wallet/messaging';
import { PostgresConnection } from '@wallet/postgres';
import { boot, createLogger, main } from '@wallet/service';
import { SendingLoop } from './application/sending-loop';
import { readConfig } from './config';
import { NotifierModule } from './notifier.module';

main(async () => {
  const config = readConfig();
  const logger = createLogger('notifier', config.LOG_LEVEL);
  const kafka = { brokers: config.KAFKA_BROKERS, topicPrefix: config.KAFKA_TOPIC_PREFIX, logger };
  const bus = new MessageBus({ ...kafka, clientId: 'notifier', partitions: config.KAFKA_PARTITIONS });
  const folder = new KeyFolder(config.KEYS_DIR, logger);
  const keys = new SignatureKeys(folder, { readPublicKey, readPrivateKey }, logger);
  await boot({
    name: 'notifier',
    module: NotifierModule.create({ config, keys, logger }),
    transport: new KafkaTransport({ ...kafka, service: 'notifier', bus }),
    config,
    logger,
    lifecycles: (app) => [new LoadedKeys([folder], [keys]), app.get(PostgresConnection), bus, app.get(SendingLoop)],
  });
});
