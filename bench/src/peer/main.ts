import { pino } from 'pino';
import { readConfig } from './config';
import { createTables, peerPool } from './database';
import { Orders } from './orders';
import { Payments } from './payments';
import { peerServer } from './server';
import { Tokens } from './tokens';

/**
 * The peer: a plain program that does what the wallet does for a payment by agreement, without Kafka. Makes its tables
 * anew, tells its parent process `ready`, and ends with it.
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
  const payments = new Payments(new Tokens(pool, config.TOKEN_KEY_FILE), new Orders(pool));
  const server = peerServer({
    clientId: config.CLIENT_ID,
    pspId: config.PSP_ID,
    alipayplusKey: config.ALIPAYPLUS_PUBLIC_KEY_FILE,
    walletKey: config.WALLET_PRIVATE_KEY_FILE,
    payments,
    logger,
  });
  const stop = (): void => void server.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('disconnect', stop);
  await server.listen({ host: '127.0.0.1', port: config.PORT });
  process.send?.('ready');
}

void main();
