import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Bus } from './bus';
import { redisValues } from './redis-values';
import type { Content } from './secret-scan';
import { tablesOf } from './stored-state';
import type { Wallet } from './wallet';

/** All that a running stack leaves behind: logs, topics, tables, Redis. Not the simulator's log, which is not ours. */
export async function storedContents(wallet: Wallet): Promise<Content[]> {
  return [...logs(wallet), ...(await topics(wallet)), ...(await tables(wallet)), ...(await redis(wallet))];
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

async function redis(wallet: Wallet): Promise<Content[]> {
  return (await redisValues(wallet)).map(({ key, parts }) => ({
    place: `Redis ${key}`,
    bytes: join0([key, ...parts]),
  }));
}

const join0 = (parts: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.flatMap((part) => [Buffer.from(part), Buffer.alloc(1)]));
