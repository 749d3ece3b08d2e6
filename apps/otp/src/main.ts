import 'reflect-metadata';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { FileSealKeys, KeyFolder, LoadedKeys } from '@wallet/key-store';
import { KafkaTransport, MessageBus, topicSettings } from '@wallet/messaging';
import { RedisConnection } from '@wallet/redis';
import { bootPatienceMs, createLogger, main } from '@wallet/service';
import { boot } from '@wallet/service/boot';
import { readConfig } from './config';
import { OtpModule } from './otp.module';

main(async () => {
  const config = readConfig();
  const logger = createLogger('otp', config.LOG_LEVEL);
  const kafka = { ...config.kafka, topicPrefix: config.KAFKA_TOPIC_PREFIX, logger };
  const bus = new MessageBus({ ...kafka, ...topicSettings(config), clientId: 'otp' });
  const redis = new RedisConnection(config.REDIS_URL, logger);
  const folder = new KeyFolder(config.SEAL_KEYS_DIR, logger);
  const sealKeys = new FileSealKeys(folder, logger);
  await boot({
    name: 'otp',
    module: OtpModule.create({ config, redis, bus, sealKeys, logger }),
    transport: new KafkaTransport({ ...kafka, service: 'otp', bus, patienceMs: bootPatienceMs(config) }),
    http: { port: config.OPERATOR_PORT, host: config.OPERATOR_HOST ?? config.HOST, adapter: new FastifyAdapter() },
    config,
    logger,
    lifecycles: () => [new LoadedKeys([folder], [sealKeys]), redis, redis.clock(), bus],
  });
});
