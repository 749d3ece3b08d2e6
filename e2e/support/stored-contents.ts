import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Redis } from 'ioredis';
import { Bus } from './records';
import type { Content } from './secret-scan';
import { tablesOf } from './state';
import type { Wallet } from './wallet';

/** All that a running stack leaves behind: logs, topics, tables, Redis. Not the simulator's log, which is not ours. */
export async function storedContents(wallet: Wallet): Promise<Content[]> {
  return [...logs(wallet), ...(await topics(wallet)), ...(await tables(wallet)), ...(await redisValues(wallet))];
}

function logs({ stack }: Wallet): Content[] {
  const dir = dirname(stack.process('gateway-1').logFile);
  const files = readdirSync(dir).filter((file) => !file.startsWith('simulator'));
  return files.map((file) => ({ place: `log ${file}`, bytes: readFileSync(join(dir, file)) }));
}

async function topics({ stack }: Wallet): Promise<Content[]> {
  const bus = new Bus(stack);
  const records = await bus.read(await bus.topics());
  return records.map(({ topic, offset, key, value, headers }) => ({
    place: `topic ${topic} ${offset}`,
    bytes: join0([key ?? '', value ?? '', ...Object.entries(headers).flat()]),
  }));
}

async function tables(wallet: Wallet): Promise<Content[]> {
  const rows = (await tablesOf(wallet)).map(async (table) => {
    const texts = await wallet.rows(`select t::text as row from ${table} t`);
    return { place: `table ${table}`, bytes: join0(texts.map(({ row }) => String(row))) };
  });
  return Promise.all(rows);
}

async function redisValues({ stack }: Wallet): Promise<Content[]> {
  const redis = new Redis(stack.redisUrl);
  try {
    const contents = (await redis.keys('*')).map(async (key) => {
      const value = await readValue(redis, key);
      return { place: `Redis ${key}`, bytes: join0([key, ...value]) };
    });
    return await Promise.all(contents);
  } finally {
    redis.disconnect();
  }
}

/** Throws on a type that is not read here, so that none is overlooked. */
async function readValue(redis: Redis, key: string): Promise<string[]> {
  const type = await redis.type(key);
  if (type === 'string') return [(await redis.get(key)) ?? ''];
  if (type === 'hash') return Object.entries(await redis.hgetall(key)).flat();
  throw new Error(`a Redis value of type ${type} is not searched`);
}

const join0 = (parts: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.flatMap((part) => [Buffer.from(part), Buffer.alloc(1)]));
