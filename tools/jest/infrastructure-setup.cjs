const { existsSync } = require('node:fs');
const { join } = require('node:path');

const localStack = join(__dirname, '../local-stack/dist/index.js');

/**
 * Postgres, Redis and Kafka once for all specs, on empty data; specs find them in TEST_DATABASE_URL, TEST_REDIS_URL, TEST_KAFKA_BROKERS.
 * Servers given in these variables are used as they are.
 */
module.exports = async () => {
  const { TEST_DATABASE_URL, TEST_REDIS_URL, TEST_KAFKA_BROKERS } = process.env;
  if (TEST_DATABASE_URL && TEST_REDIS_URL && TEST_KAFKA_BROKERS) return;
  if (!existsSync(localStack)) throw new Error('tools/local-stack is not built: npm run build');
  const { startInfrastructure } = require(localStack);
  const dataDir = join(__dirname, '../../.local/test');
  const infrastructure = await startInfrastructure({ dataDir, log: (line) => console.log(line), fresh: true });
  process.env.TEST_DATABASE_URL = infrastructure.databaseUrl;
  process.env.TEST_REDIS_URL = infrastructure.redisUrl;
  process.env.TEST_KAFKA_BROKERS = infrastructure.kafkaBrokers.join(',');
  globalThis.testInfrastructure = infrastructure;
};
