import { execFile } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LocalStackError } from '../basics/local-stack-error';
import { lock } from '../processes/lock';
import { downloadsDir, packageDir } from '../basics/repository';
import { type Log, withProgress } from '../basics/waiting';
import { makeWritable } from './data-folder';
import { ensureJava } from './java';

const run = promisify(execFile);

/** The versions stand in `pom.xml` too; a change of these names fetches anew. */
export const KAFKA = 'kafka-4.3.0';
export const REDIS = 'redis-1.4.4';

const REDIS_BINARIES: Readonly<Record<string, string>> = {
  'linux-x64': 'redis-server-6.2.6-v5-linux-amd64',
  'linux-arm64': 'redis-server-6.2.7-linux-arm64',
  'darwin-x64': 'redis-server-6.2.6-v5-darwin-amd64',
  'darwin-arm64': 'redis-server-6.2.6-v5-darwin-arm64',
};

export interface Downloads {
  /** Folder with Kafka's jars. */
  readonly kafkaLibs: string;
  /** Redis's executable, undefined where the download has none for this platform. */
  readonly redisServer: string | undefined;
}

function downloads(): Downloads {
  const binary = REDIS_BINARIES[`${process.platform}-${process.arch}`];
  return { kafkaLibs: join(downloadsDir, KAFKA), redisServer: binary && join(downloadsDir, REDIS, binary) };
}

function isComplete(): boolean {
  return existsSync(join(downloadsDir, KAFKA)) && existsSync(join(downloadsDir, REDIS));
}

function mavenReason(error: unknown): string {
  const { stdout = '', stderr = '', message = '' } = error as { stdout?: string; stderr?: string; message?: string };
  const line = `${stdout}\n${stderr}`.split('\n').find((each) => each.includes('ERROR'));
  return (line ?? message).split('\n')[0] ?? '';
}

async function fetchAll(log: Log): Promise<void> {
  const partial = join(downloadsDir, 'partial');
  rmSync(partial, { recursive: true, force: true });
  const args = ['-q', '-B', '-f', join(packageDir, 'pom.xml'), `-Ddownloads=${partial}`, 'initialize'];
  const fetching = run('mvn', args, { maxBuffer: 64 << 20 }).catch((error: unknown) => {
    throw new LocalStackError(`Maven could not fetch Kafka and Redis: ${mavenReason(error)}`);
  });
  log('fetching Kafka and Redis from Maven Central, once (55 MB)');
  await withProgress(log, 'fetching Kafka and Redis', fetching);
  for (const name of [KAFKA, REDIS]) {
    rmSync(join(downloadsDir, name), { recursive: true, force: true });
    renameSync(join(partial, name.split('-')[0] ?? name), join(downloadsDir, name));
  }
  rmSync(partial, { recursive: true, force: true });
}

/** Kafka's jars and Redis's executable in `.local/downloads`, fetched the first time; Java is there afterwards. */
export async function ensureDownloads(log: Log): Promise<Downloads> {
  makeWritable(downloadsDir);
  const held = await lock(join(downloadsDir, 'lock'), ({ pid }) =>
    log(`waiting for process ${pid}, which fetches Kafka and Redis`),
  );
  try {
    await ensureJava({ maven: !isComplete() }, log);
    if (!isComplete()) await fetchAll(log);
  } finally {
    held.release();
  }
  return downloads();
}
