import 'reflect-metadata';
import { KafkaTransport, MessageBus } from '@wallet/messaging';
import { RedisConnection } from '@wallet/redis';
import { boot, ConfigError, createLogger, KeyFolder, main } from '@wallet/service';
import { FolderSealKeys } from './adapters/keys/folder-seal-keys';
import { readConfig } from './config';
import { OtpModule } from './otp.module';

main(async () => {
  const config = readConfig();
  const logger = createLogger('otp', config.LOG_LEVEL);
  const kafka = { brokers: config.KAFKA_BROKERS, topicPrefix: config.KAFKA_TOPIC_PREFIX, logger };
  const bus = new MessageBus({ ...kafka, clientId: 'otp', partitions: config.KAFKA_PARTITIONS });
  const redis = new RedisConnection(config.REDIS_URL, logger);
  const keys = new KeyFolder(config.SEAL_KEYS_DIR, logger);
  keys.start();
  const sealKeys = new FolderSealKeys(keys);
  if (!sealKeys.key(sealKeys.current)) throw new ConfigError('SEAL_KEYS_DIR has no seal.<n>.key of 32 bytes in base64');
  await boot({
    name: 'otp',
    module: OtpModule.create({ config, redis, bus, sealKeys, logger }),
    transport: new KafkaTransport({ ...kafka, service: 'otp', bus }),
    config,
    logger,
    lifecycles: () => [redis, bus],
  });
});
