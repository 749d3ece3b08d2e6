import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalStackError, servicesWith, type Log } from '@wallet/local-stack';
import { linkPackages, packagesAreTheSame } from './link-packages';
import type { Outcome, Release, Steps } from './steps';

export interface Build {
  /** Today's repository, whose packages are shared where they are the same. */
  readonly root: string;
  readonly release: Release;
  /** Of the sources: what was built with the same one is not built again. */
  readonly stamp: string;
  /** Puts the sources in place. */
  readonly prepare: () => void;
}

/** The services have Kafka; the simulator is always today's. */
const built = servicesWith('KAFKA_BROKERS').map((service) => `@wallet/${service}`);

/** Of programs: stdout is for our figures. */
const output = { stdio: ['ignore', process.stderr, 'inherit'] } satisfies Parameters<Steps['installPackages']>[1];

async function step(what: string, say: Log, work: () => Promise<Outcome>): Promise<void> {
  const startedAt = Date.now();
  const seconds = (): string => `${Math.round((Date.now() - startedAt) / 1_000)} s`;
  say(`${what} ...`);
  const timer = setInterval(() => say(`${what} ... ${seconds()}`), 20_000);
  const { code, signal, error } = await work().finally(() => clearInterval(timer));
  if (code !== 0)
    throw new LocalStackError(`${what} failed (${error?.code ?? signal ?? `exit code ${code ?? 'unknown'}`})`);
  say(`${what}: done in ${seconds()}`);
}

async function bringPackages({ root, release: { name, dir } }: Build, steps: Steps, say: Log): Promise<void> {
  if (steps.packagesAreCurrent(dir)) return;
  if (packagesAreTheSame(root, dir) && steps.packagesAreCurrent(root)) {
    say(`release ${name}: its packages are those of today`);
    return linkPackages(root, dir);
  }
  await step(`release ${name}: installing packages, 1 to 3 minutes`, say, () => steps.installPackages(dir, output));
}

/** Sources, packages, build; what an interrupted run left is used. */
export async function buildOnce(build: Build, steps: Steps, say: Log): Promise<void> {
  const { release, stamp, prepare } = build;
  const { name, dir } = release;
  const marker = join(dir, '.built');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === stamp) return say(`release ${name}: built before`);
  say(`release ${name}: sources to ${dir}`);
  prepare();
  await bringPackages(build, steps, say);
  const args = [join(dir, 'tools/build.mjs'), `--projects=${built.join(',')}`];
  await step(`release ${name}: building`, say, () => steps.runChild(process.execPath, args, { cwd: dir, ...output }));
  writeFileSync(marker, stamp);
}
