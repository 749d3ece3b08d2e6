import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { MessageBus } from '@wallet/messaging';
import { postgresSettings } from '@wallet/postgres';
import { createLogger } from '@wallet/service';
import { z } from 'zod';
import { CustomersController } from './adapters/http-in/customers.controller';
import { DirectoryCustomersController } from './adapters/http-in/directory-customers.controller';
import { AuthModule } from './auth.module';
import type { AuthConfig } from './config';

const logger = createLogger('auth', 'silent');
const bus = new MessageBus({ brokers: ['127.0.0.1:1'], clientId: 'auth', topicPrefix: '', partitions: 1, logger });
const sealKeys = { current: '1', key: () => Buffer.alloc(32) };

const own: AuthConfig = {
  HOST: '127.0.0.1',
  HEALTH_PORT: 0,
  BOOT_PATIENCE_SECONDS: 60,
  LOG_LEVEL: 'silent',
  kafka: { brokers: ['127.0.0.1:1'] },
  KAFKA_TOPIC_PREFIX: '',
  KAFKA_TOPICS: 'create',
  ALLOW_PLAINTEXT: 'false',
  KAFKA_PARTITIONS: 1,
  ...z.object(postgresSettings).parse({}),
  database: { url: 'postgres://127.0.0.1:1/wallet' },
  OPERATOR_PORT: 0,
  OPERATOR_TOKEN_FILE: { path: '', read: () => 'a-token-for-operators' },
  DEFAULT_COUNTRY: 'HK',
  TOKEN_HASH_KEY_FILE: Buffer.alloc(32),
  SEAL_KEYS_DIR: '.',
  ROUTING_NUMBER: '600',
  AUTH_CODE_LIFE_SECONDS: 600,
  TOKEN_GRACE_SECONDS: 600,
  CONSENT_LIFE_SECONDS: 900,
  NUMBER_QUARANTINE_DAYS: 90,
  APPROVAL_CEILINGS: new Map(),
  APPROVAL_LIFE_HOURS: 72,
  ACCESS_TOKEN_LIFE_DAYS: 180,
  REFRESH_TOKEN_LIFE_DAYS: 365,
  OUTBOX_RETENTION_DAYS: 7,
  NOTICE_COPY_DAYS: 30,
};
const http: AuthConfig = {
  ...own,
  CUSTOMER_DIRECTORY: 'http',
  DIRECTORY_URL: 'http://127.0.0.1:1',
  DIRECTORY_TOKEN_FILE: { path: '', read: () => 'a-token' },
  DIRECTORY_TIMEOUT_MS: 100,
  DIRECTORY_CURRENCY: 'HKD',
};

it.each([
  ['its own', own, CustomersController, DirectoryCustomersController],
  ['an HTTP', http, DirectoryCustomersController, CustomersController],
] as const)('is complete with %s directory', async (...[, config, present, absent]) => {
  const module = AuthModule.create({ config, logger, bus, sealKeys });
  const app = await NestFactory.createApplicationContext(module, { logger: false });
  expect(app.get(present)).toBeInstanceOf(present);
  expect(() => app.get(absent)).toThrow();
  await app.close();
});
