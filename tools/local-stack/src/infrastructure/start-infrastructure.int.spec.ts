import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { localDir } from '../basics/repository';
import { checkKafka } from './server-checks';
import { removeDataFolder } from './data-folder';
import type { Infrastructure } from './infrastructure';
import { type Need, resolveServer } from './resolve-server';
import { startInfrastructure } from './start-infrastructure';

const lines: string[] = [];
const log = (line: string): void => void lines.push(line);
let dataDir: string;
let infrastructure: Infrastructure;

async function query(text: string): Promise<unknown[]> {
  const client = new Client(infrastructure.databaseUrl);
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text);
  await client.end();
  return rows;
}

beforeAll(async () => {
  mkdirSync(localDir, { recursive: true });
  dataDir = mkdtempSync(join(localDir, 'spec-'));
  infrastructure = await startInfrastructure({ dataDir, log, sources: 'native' });
}, 120_000);

afterAll(async () => {
  await infrastructure.stop();
  removeDataFolder(dataDir);
}, 60_000);

test('a killed Postgres starts again with its data on the same port', async () => {
  await query('create table kept as select 1 as n');
  await infrastructure.postgres.kill();
  await expect(query('select 1')).rejects.toThrow(/ECONNREFUSED/);
  await infrastructure.postgres.start();
  expect(await query('select n from kept')).toEqual([{ n: 1 }]);
}, 60_000);

test('a stopped Redis starts again with its data on the same port', async () => {
  const client = new Redis(infrastructure.redisUrl, { retryStrategy: () => 50 });
  client.on('error', () => undefined);
  await client.set('kept', '1');
  await infrastructure.redis.stop();
  await infrastructure.redis.start();
  expect(await client.get('kept')).toBe('1');
  client.disconnect();
}, 60_000);

test('a killed Kafka does not answer, and does after a start', async () => {
  await infrastructure.kafka.kill();
  await expect(checkKafka(infrastructure.kafkaBrokers)).rejects.toThrow();
  await infrastructure.kafka.start();
  await checkKafka(infrastructure.kafkaBrokers);
}, 60_000);

test('a second start in the same folder takes the running servers and does not stop them', async () => {
  const second = await startInfrastructure({ dataDir, log, sources: 'native' });
  expect(second.sources).toEqual({ postgres: 'running', redis: 'running', kafka: 'running' });
  expect(second.databaseUrl).toBe(infrastructure.databaseUrl);
  await second.stop();
  await expect(second.postgres.kill()).rejects.toThrow('postgres (running) is no native server of this process');
  expect(await query('select 1 as n')).toEqual([{ n: 1 }]);
}, 60_000);

describe('of a server that is given', () => {
  const resolved = (name: 'postgres' | 'redis', change: (url: URL) => void) => {
    const url = new URL(name === 'postgres' ? infrastructure.databaseUrl : infrastructure.redisUrl);
    change(url);
    return resolveServer({ name, given: url.href, log } as Need);
  };

  test.each([
    [
      'postgres',
      'a wrong password',
      { password: 'guessed' },
      'refuses the user or the password: correct them in DATABASE_URL',
    ],
    ['postgres', 'no password', { password: '' }, 'wants a password: give it in DATABASE_URL'],
    [
      'postgres',
      'a wrong user',
      { username: 'nobody' },
      'refuses the user or the password: correct them in DATABASE_URL',
    ],
    ['postgres', 'a wrong database', { pathname: '/none' }, 'has no database none: make it, or correct DATABASE_URL'],
    [
      'postgres',
      'a wrong host',
      { hostname: 'no-host.invalid' },
      'there is no host no-host.invalid: correct DATABASE_URL',
    ],
    [
      'postgres',
      'a wrong port',
      { port: '1' },
      'nothing listens at 127.0.0.1:1: start that server, or correct DATABASE_URL',
    ],
    [
      'redis',
      'a wrong password',
      { username: 'nobody', password: 'guessed' },
      'refuses the user or the password: correct',
    ],
    ['redis', 'a wrong database', { pathname: '/99999' }, 'has no database 99999: make it, or correct REDIS_URL'],
    ['redis', 'a wrong host', { hostname: 'no-host.invalid' }, 'there is no host no-host.invalid: correct REDIS_URL'],
    ['redis', 'a wrong port', { port: '1' }, 'nothing listens at 127.0.0.1:1: start that server, or correct REDIS_URL'],
  ] as const)('%s: %s is told as such', async (name, _, wrong, words) => {
    const failed = resolved(name, (url) => Object.assign(url, wrong));
    await expect(failed).rejects.toThrow(words);
    await expect(failed).rejects.not.toThrow('guessed');
  });
});

test('says of each server what was taken, without its password', () => {
  for (const name of ['postgres', 'redis', 'kafka']) {
    expect(lines.filter((line) => line.startsWith(`${name}: a native server at `))).toHaveLength(1);
  }
  expect(lines.join('\n')).not.toContain(new URL(infrastructure.databaseUrl).password);
});

test('keeps the logs of the run before, which a kill and a start within a run do not end', async () => {
  const servers = ['kafka', 'postgres', 'redis'];
  const logs = (): string[] => readdirSync(join(dataDir, 'logs')).sort();
  expect(logs()).toEqual(servers.map((name) => `${name}.log`));
  await infrastructure.stop();
  infrastructure = await startInfrastructure({ dataDir, log, sources: 'native' });
  expect(logs()).toEqual(servers.flatMap((name) => [`${name}.log`, `${name}.log.1`]));
}, 120_000);
