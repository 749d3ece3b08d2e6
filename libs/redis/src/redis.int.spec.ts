import { createLogger, DependencyFault } from '@wallet/service';
import { eventually, FaultProxy, testRedisUrl } from '@wallet/testkit';
import { RedisConnection } from './redis-connection';
import { defineScript, runScript } from './script';

const increment = defineScript('increment', `return redis.call('incrby', KEYS[1], ARGV[1])`);
const key = `test:${process.pid}`;

describe('Redis', () => {
  const lines: string[] = [];
  const logger = createLogger('test', 'info', { write: (line) => void lines.push(line) });
  let proxy: FaultProxy;
  let redis: RedisConnection;
  const run = (script = increment) => runScript(redis, script, [key], [2]);

  beforeAll(async () => {
    const { hostname: host, port } = new URL(testRedisUrl());
    proxy = await FaultProxy.start({ host, port: Number(port) });
    redis = new RedisConnection({ url: proxy.through(testRedisUrl()) }, logger);
    await redis.start();
  });
  beforeEach(async () => {
    proxy.pass();
    await eventually(() => redis.client.del(key));
    lines.length = 0;
  });
  afterAll(async () => {
    proxy.pass();
    await eventually(() => redis.client.del(key));
    await redis.stop();
    await proxy.close();
  });

  it('compares the clocks', async () => {
    const clock = redis.clock();
    expect(await clock.ready()).toBe(true);
    jest.spyOn(Date, 'now').mockImplementation(() => new Date().getTime() + 1_500);
    expect(await clock.ready()).toBe(false);
    jest.restoreAllMocks();
    expect(await clock.ready()).toBe(true);
  });

  it('runs a script, also when the server has forgotten it', async () => {
    expect(await run()).toBe(2);
    await redis.client.script('FLUSH');
    expect(await run()).toBe(4);
    expect(await run()).toBe(6);
  });

  it('calls an error of the script a bug that names it', async () => {
    const broken = defineScript('broken', `return redis.call('nothing')`);
    const failed = run(broken);
    await expect(failed).rejects.toThrow('script broken');
    await expect(failed).rejects.not.toBeInstanceOf(DependencyFault);
  });

  it.each(['LOADING Redis is loading', 'READONLY You cannot write', 'OOM command not allowed'])(
    'calls the answer %s a fault',
    async (answer) => {
      const refusing = defineScript('refusing', `return redis.error_reply('${answer}')`);
      await expect(run(refusing)).rejects.toThrow(DependencyFault);
    },
  );

  it('faults at once while it is down, says so once, and recovers by itself', async () => {
    proxy.refuse();
    await eventually(() => expect(redis.client.status).not.toBe('ready'));
    const began = Date.now();
    for (let tries = 0; tries < 3; tries += 1) await expect(run()).rejects.toThrow(DependencyFault);
    expect(await redis.ready()).toBe(false);
    expect(Date.now() - began).toBeLessThan(200);
    await new Promise((resolve) => setTimeout(resolve, 500));
    proxy.pass();
    await eventually(async () => expect(await redis.ready()).toBe(true), { timeoutMs: 3_000 });
    expect(await run()).toBe(2);
    expect(lines.filter((line) => line.includes('redis is down'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('redis is back'))).toHaveLength(1);
  });

  it('faults within the time-out while it is silent, and runs nothing twice', async () => {
    expect(await run()).toBe(2);
    proxy.blackhole();
    const began = Date.now();
    await expect(run()).rejects.toThrow(DependencyFault);
    expect(await redis.ready()).toBe(false);
    expect(Date.now() - began).toBeLessThan(2_500);
    proxy.pass();
    await eventually(async () => expect(await redis.ready()).toBe(true), { timeoutMs: 3_000 });
    expect(Number(await redis.client.get(key))).toBeLessThanOrEqual(4);
  });

  it('cannot start while it is down, and can later', async () => {
    proxy.refuse();
    const late = new RedisConnection({ url: proxy.through(testRedisUrl()) }, logger);
    await expect(late.start()).rejects.toThrow(DependencyFault);
    proxy.pass();
    await eventually(() => late.start(), { timeoutMs: 3_000 });
    expect(await late.ready()).toBe(true);
    await late.stop();
  });

  it.each([
    ['a wrong password', { username: 'nobody', password: 'guessed' }, 'refuses the user or the password: correct them'],
    ['a wrong database', { pathname: '/99999' }, 'has no database 99999'],
    ['a wrong host', { hostname: 'no-host.invalid' }, 'there is no host no-host.invalid: correct REDIS_URL'],
    ['a wrong port', { port: '1' }, 'nothing listens at 127.0.0.1:1: start that server, or correct REDIS_URL'],
  ])('says of %s what is wrong', async (_, wrong, words) => {
    const lost = new RedisConnection({ url: Object.assign(new URL(testRedisUrl()), wrong).href }, logger);
    try {
      for (let tries = 0; tries < 2; tries += 1) await expect(lost.start()).rejects.toThrow(words);
    } finally {
      await lost.stop();
    }
  });
});
