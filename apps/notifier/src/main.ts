import 'reflect-metadata';
import { KafkaTransport, MessageBus } from '@wallet/messaging';
import { PostgresConnection } from '@wallet/postgres';
import { boot, createLogger, KeyFolder, main } from '@wallet/service';
import { LoadedKeys } from './adapters/keys/loaded-keys';
import { SignatureKeys } from './adapters/keys/signature-keys';
import { SendingLoop } from './application/sending-loop';
import { readConfig } from './config';
import { NotifierModule } from './notifier.module';

main(async () => {
  const config = readConfig();
  const logger = createLogger('notifier', config.LOG_LEVEL);
  const kafka = { brokers: config.KAFKA_BROKERS, topicPrefix: config.KAFKA_TOPIC_PREFIX, logger };
  const bus = new MessageBus({ ...kafka, clientId: 'notifier', partitions: config.KAFKA_PARTITIONS });
  const folder = new KeyFolder(config.KEYS_DIR, logger);
  const keys = new SignatureKeys(folder, logger);
  await boot({
    name: 'notifier',
    module: NotifierModule.create({ config, keys, logger }),
    transport: new KafkaTransport({ ...kafka, service: 'notifier', bus }),
    config,
    logger,
    lifecycles: (app) => [new LoadedKeys(folder, keys), app.get(PostgresConnection), bus, app.get(SendingLoop)],
  });
});
