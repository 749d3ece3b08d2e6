import { Redis } from 'ioredis';
import type { Wallet } from './wallet';

/** A key and what is stored under it; equal values have equal parts. */
export interface RedisValue {
  readonly key: string;
  readonly parts: readonly string[];
}

/** All of the stack's Redis database, in the order of the keys. Throws on a type that is not read here, so that none is overlooked. */
export async function redisValues({ stack }: Wallet): Promise<RedisValue[]> {
  const redis = new Redis(stack.redisUrl);
  try {
    const keys = (await redis.keys('*')).sort();
    return await Promise.all(keys.map(async (key) => ({ key, parts: await readValue(redis, key) })));
  } finally {
    redis.disconnect();
  }
}

async function readValue(redis: Redis, key: string): Promise<string[]> {
  const type = await redis.type(key);
  if (type === 'string') return [(await redis.get(key)) ?? ''];
  if (type === 'hash')
    return Object.entries(await redis.hgetall(key))
      .sort()
      .flat();
  if (type === 'none') return [];
  throw new Error(`a Redis value of type ${type} is not read`);
}
