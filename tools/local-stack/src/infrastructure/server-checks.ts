import { Redis } from 'ioredis';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';

const TIMEOUT_MS = 3_000;

/** Each of these makes a real connection and a first exchange, and throws what went wrong. */
export async function checkPostgres(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: TIMEOUT_MS, query_timeout: TIMEOUT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    await client.end().catch(() => undefined);
  }
}

export async function checkRedis(url: string): Promise<void> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    retryStrategy: null,
  });
  let failure: Error | undefined;
  client.on('error', (error: Error) => (failure = error));
  try {
    await client.connect();
    await client.select(client.options.db ?? 0);
  } catch (error) {
    throw failure ?? error;
  } finally {
    client.disconnect();
  }
}

/** Also its coordinators: a broker that has just started has none for a while, and each service would meet that. */
export async function checkKafka(brokers: readonly string[]): Promise<void> {
  const kafka = new Kafka({
    clientId: 'local-stack',
    brokers: [...brokers],
    connectionTimeout: TIMEOUT_MS,
    requestTimeout: TIMEOUT_MS,
    retry: { retries: 0 },
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  const producer = kafka.producer({ idempotent: true, retry: { retries: 1 } });
  try {
    await admin.connect();
    const { brokers: ready } = await admin.describeCluster();
    if (ready.length === 0) throw new Error('the cluster has no broker that is ready');
    await admin.describeGroups(['local-stack']);
    await producer.connect();
  } finally {
    await Promise.allSettled([admin.disconnect(), producer.disconnect()]);
  }
}
