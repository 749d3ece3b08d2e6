import 'reflect-metadata';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { FileKeyStore, HeldKeys } from '@wallet/key-store';
import { KafkaTransport, MessageBus, topicSettings } from '@wallet/messaging';
import { RedisConnection } from '@wallet/redis';
import { bootPatienceMs, createLogger, main, RememberedKey } from '@wallet/service';
import { boot } from '@wallet/service/boot';
import { ownTopics } from './adapters/kafka/own-topics';
import { readConfig } from './config';
import { OtpModule } from './otp.module';

main(async () => {
  const config = readConfig();
  const logger = createLogger('otp', config.LOG_LEVEL);
  const kafka = { ...config.kafka, topicPrefix: config.KAFKA_TOPIC_PREFIX, logger };
  const keys = new HeldKeys(new FileKeyStore(config.SEAL_KEYS_DIR, logger), logger);
  const sharedKeys = { sealKeys: keys.seal };
  const bus = new MessageBus({
    ...kafka,
    ...topicSettings(config),
    topics: ownTopics,
    clientId: 'otp',
    keys: sharedKeys,
  });
  const redis = new RedisConnection(config.redis, logger);
  await boot({
    name: 'otp',
    module: OtpModule.create({ config, redis, bus, sealKeys: keys.seal, logger }),
    transport: new KafkaTransport({ ...kafka, service: 'otp', bus, patienceMs: bootPatienceMs(config) }),
    http: { port: config.OPERATOR_PORT, host: config.OPERATOR_HOST ?? config.HOST, adapter: new FastifyAdapter() },
    config,
    logger,
    lifecycles: (app) => [keys, redis, redis.clock(), app.get(RememberedKey), bus],
  });
});
