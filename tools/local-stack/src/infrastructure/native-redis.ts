import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LocalStackError } from '../basics/local-stack-error';
import { freePort } from '../processes/ports';
import { checkRedis } from './server-checks';
import type { Downloads } from './downloads';
import type { NativePlan } from './native-server';

/** Redis databases of a native server: each stack takes one of its own. */
const DATABASES = 1024;

function onPath(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function downloaded(downloads: () => Promise<Downloads>): Promise<string> {
  const { redisServer } = await downloads();
  if (!redisServer) {
    const platform = `${process.platform}-${process.arch}`;
    throw new LocalStackError(`there is no Redis to fetch for ${platform}: install redis-server, or give REDIS_URL`);
  }
  chmodSync(redisServer, 0o755);
  return redisServer;
}

export interface NativeRedis {
  readonly url: string;
  readonly plan: NativePlan;
  readonly why: string;
}

export async function planRedis(
  dataDir: string,
  downloads: () => Promise<Downloads>,
  more: Readonly<Record<string, string>> = {},
): Promise<NativeRedis> {
  const found = onPath();
  const command = found ? 'redis-server' : await downloaded(downloads);
  const dir = join(dataDir, 'redis');
  mkdirSync(dir, { recursive: true });
  const port = await freePort();
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    dir,
    databases: String(DATABASES),
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    daemonize: 'no',
    ...more,
  };
  const args = Object.entries(settings).flatMap(([key, value]) => [`--${key}`, value]);
  const url = `redis://127.0.0.1:${port}`;
  const plan: NativePlan = {
    name: 'redis',
    command: { command, args, env: process.env, cwd: dir, logFile: join(dataDir, 'logs/redis.log') },
    stopSignal: 'SIGTERM',
    check: () => checkRedis(url),
  };
  return { url, plan, why: found ? 'redis-server is on the PATH' : 'redis-server from Maven Central' };
}
