import { signWith } from '@wallet/alipayplus';
import { AlipayPlusClient } from '@wallet/alipayplus-client';
import { systemClock } from '@wallet/kernel';
import { pino } from 'pino';
import { readConfig } from './config';
import { createTables, peerPool } from './database';
import { Deliveries } from './deliveries';
import { Orders } from './orders';
import { Payments } from './payments';
import { peerServer } from './server';
import { Tokens } from './tokens';

/**
 * The peer: a plain program that does what the wallet does for a payment by agreement, telling Alipay+ of it included,
 * without Kafka. Makes its tables anew, then listens.
 */
async function main(): Promise<void> {
  const config = readConfig();
  const logger = pino({
    level: config.LOG_LEVEL,
    base: { service: 'peer' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
  const pool = peerPool(config.DATABASE_URL, config.POOL_SIZE);
  await createTables(pool);
  const deliveries = new Deliveries(pool, alipayplusClient(config), logger);
  const payments = new Payments(new Tokens(pool, config.TOKEN_KEY_FILE), new Orders(pool), deliveries);
  const server = peerServer({
    clientId: config.CLIENT_ID,
    pspId: config.PSP_ID,
    alipayplusKey: config.ALIPAYPLUS_PUBLIC_KEY_FILE,
    walletKey: config.WALLET_PRIVATE_KEY_FILE,
    payments,
    logger,
  });
  const stop = (): void =>
    void server
      .close()
      .then(() => deliveries.stop())
      .then(() => process.exit(0));
  process.once('SIGTERM', stop);
  await server.listen({ host: '127.0.0.1', port: config.PORT });
}

/** As the notifier's: as many connections, the same time-out. */
const alipayplusClient = (config: ReturnType<typeof readConfig>): AlipayPlusClient =>
  new AlipayPlusClient(
    {
      publicKey: () => config.ALIPAYPLUS_PUBLIC_KEY_FILE,
      sign: signWith({ keyVersion: '1', privateKey: config.WALLET_PRIVATE_KEY_FILE }),
    },
    {
      baseUrl: config.ALIPAYPLUS_BASE_URL,
      clientId: config.CLIENT_ID,
      utcOffset: '+08:00',
      connections: 32,
      timeoutMs: 5_000,
    },
    systemClock,
  );

void main();
