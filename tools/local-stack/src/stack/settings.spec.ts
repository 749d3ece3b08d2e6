import { type Shared, environmentOf } from './settings';
import type { StackOptions } from './stack';

const infrastructure = {
  databaseUrl: 'postgres://owner:pw@db:5432/postgres',
  redisUrl: 'redis://r:6379',
  kafkaBrokers: ['k:9092'],
};
const ports = { health: 7001, port: 7002, walletApi: 7003 };

function shared(options: Partial<StackOptions> = {}): Shared {
  const pairs = {
    alipayplusPrivate: '/k/a',
    alipayplusPublic: '/k/b',
    walletPrivate: '/k/c',
    walletPublic: '/k/d',
    walletAppPrivate: '/k/e',
  };
  return {
    options: { infrastructure, name: 'spec', dir: '/d', ...options },
    clientId: 'CLIENT',
    pspId: 'PSP',
    acquirerId: 'ACQUIRER',
    databaseUrl: 'postgres://owner:pw@db:5432/wallet_spec',
    redisUrl: 'redis://r:6379/3',
    kafkaBrokers: ['k:9092'],
    topicPrefix: 'spec.',
    keys: {
      keysDir: '/k',
      sealKeysDir: '/k/seal',
      otpKeyFile: '/k/otp.key',
      tokenHashKeyFile: '/k/token-hash.key',
      operatorTokenFiles: { auth: '/k/a.token', payments: '/k/p.token', otp: '/k/o.token', notifier: '/k/n.token' },
      pairs,
    },
    gatewayUrls: ['http://g'],
    simulatorUrl: 'http://s',
    operatorIssuer: undefined,
    directory: undefined,
  };
}

test('a service logs in as its own role in the database of the stack', () => {
  const url = new URL(environmentOf('payments', shared(), ports)['DATABASE_URL'] ?? '');
  expect([url.username, url.pathname, url.host]).toEqual(['wallet_payments', '/wallet_spec', 'db:5432']);
  expect(url.password).not.toBe('pw');
});

test.each(['auth', 'payments', 'otp', 'notifier'] as const)('operators reach %s by a token of its own', (service) => {
  const env = environmentOf(service, shared(), ports);
  expect(env).toMatchObject({ OPERATOR_PORT: '7002', OPERATOR_TOKEN_FILE: `/k/${service[0]}.token` });
});

test('no service gets an address that it does not need', () => {
  expect(environmentOf('gateway', shared(), ports)).not.toHaveProperty('DATABASE_URL');
  expect(environmentOf('otp', shared(), ports)).not.toHaveProperty('PORT');
  expect(environmentOf('simulator', shared(), ports)).not.toHaveProperty('KAFKA_BROKERS');
});

test('what the user gives wins over the defaults, and one service over all', () => {
  const env = {
    common: { ALIPAYPLUS_BASE_URL: 'https://elsewhere', LOG_LEVEL: 'debug' },
    notifier: { LOG_LEVEL: 'warn' },
  };
  const of = shared({ env });
  expect(environmentOf('notifier', of, ports)).toMatchObject({
    ALIPAYPLUS_BASE_URL: 'https://elsewhere',
    LOG_LEVEL: 'warn',
  });
  expect(environmentOf('auth', of, ports)).toMatchObject({ LOG_LEVEL: 'debug', OPERATOR_PORT: '7002' });
});

test("the user's ports and DATABASE_URL do not reach every process", () => {
  const env = {
    common: { PORT: '1', HEALTH_PORT: '2', OPERATOR_PORT: '3', WALLET_PORT: '4', DATABASE_URL: 'postgres://x/y' },
  };
  const gateway = environmentOf('gateway', shared({ env }), ports);
  expect(gateway).toMatchObject({ PORT: '7002', HEALTH_PORT: '7001', WALLET_PORT: '7003' });
  expect(gateway).not.toHaveProperty('OPERATOR_PORT');
  expect(environmentOf('notifier', shared({ env }), ports)).toMatchObject({ OPERATOR_PORT: '7002' });
  expect(environmentOf('payments', shared({ env }), ports)['DATABASE_URL']).toContain('@db:5432/wallet_spec');
});

test('a proxy stands between one service and its server', () => {
  const kafkaFor: StackOptions['kafkaFor'] = (service, brokers) => (service === 'otp' ? ['proxy:1'] : brokers);
  const of = shared({ kafkaFor });
  expect(environmentOf('otp', of, ports)['KAFKA_BROKERS']).toBe('proxy:1');
  expect(environmentOf('auth', of, ports)['KAFKA_BROKERS']).toBe('k:9092');
});
