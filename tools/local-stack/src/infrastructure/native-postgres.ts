import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LocalStackError, reasonOf } from '../basics/local-stack-error';
import { freePort } from '../processes/ports';
import { known } from '../processes/process-table';
import { checkPostgres } from './server-checks';
import type { NativePlan } from './native-server';
import { type PostgresHome, postgresHome } from './postgres-home';

const run = promisify(execFile);
const OWNER = 'wallet_owner';

/** Makes the cluster once, with a password of its own; an `initdb` that was cut off leaves nothing that looks finished. */
async function initialise({ binDir, dir, user }: PostgresHome): Promise<string> {
  const passwordFile = `${dir}.password`;
  if (existsSync(dir)) return readFileSync(passwordFile, 'utf8');
  const password = randomBytes(18).toString('base64url');
  const partial = `${dir}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) for (const path of [partial, passwordFile]) chownSync(path, user.uid, user.gid);
  const args = [
    '-D',
    partial,
    '-U',
    OWNER,
    `--pwfile=${passwordFile}`,
    '-A',
    'scram-sha-256',
    '--no-locale',
    '-E',
    'UTF8',
  ];
  await run(join(binDir, 'initdb'), args, { ...user, cwd: '/' }).catch((error: unknown) => {
    const { stderr } = error as { stderr?: string };
    throw new LocalStackError(
      `initdb failed: ${stderr?.split('\n').find((line) => line.includes('error')) ?? reasonOf(error)}`,
    );
  });
  renameSync(partial, dir);
  return password;
}

/** The modes of the npm package are lost by some copies. */
function makeExecutable(file: string): void {
  if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
}

/** Postgres takes a killed predecessor that nobody has reaped yet (a zombie) for a running one; this tells them apart. */
function removeStalePidFile(dir: string): void {
  const file = join(dir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  if (!known(pid)) rmSync(file);
}

export interface NativePostgres {
  readonly url: string;
  readonly plan: NativePlan;
}

/** Durability stays on: what a commit answered survives a kill. */
export async function planPostgres(
  dataDir: string,
  fresh: boolean,
  more: Readonly<Record<string, string>> = {},
): Promise<NativePostgres> {
  const home = postgresHome(dataDir);
  if (fresh) rmSync(home.dir, { recursive: true, force: true });
  const command = join(home.binDir, 'postgres');
  for (const program of [command, join(home.binDir, 'initdb')]) makeExecutable(program);
  const password = await initialise(home);
  removeStalePidFile(home.dir);
  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', port, max_connections: 300, unix_socket_directories: '', ...more };
  const args = ['-D', home.dir, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])];
  const url = `postgres://${OWNER}:${password}@127.0.0.1:${port}/postgres`;
  const plan: NativePlan = {
    name: 'postgres',
    command: {
      command,
      args,
      env: process.env,
      cwd: '/',
      logFile: join(dataDir, 'logs/postgres.log'),
      ...(home.user && { user: home.user }),
    },
    stopSignal: 'SIGINT',
    abortSignal: 'SIGQUIT',
    check: () => checkPostgres(url),
  };
  return { url, plan };
}
