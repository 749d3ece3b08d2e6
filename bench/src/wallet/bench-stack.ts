import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startStack, type Infrastructure, type ServiceName, type Stack } from '@wallet/local-stack';

/** Minor units and counts that no run reaches. */
const payments = {
  SINGLE_LIMIT: '1000000000',
  DAILY_AMOUNT_LIMIT: '1000000000000000',
  DAILY_COUNT_LIMIT: '1000000000',
};

export interface BenchStackOptions {
  readonly infrastructure: Infrastructure;
  readonly dir: string;
  /** Each writes a CPU profile into `profileDir` when it ends. */
  readonly profiled: readonly ServiceName[];
  readonly profileDir: string;
  readonly log: (line: string) => void;
}

export function startBenchStack({ infrastructure, dir, profiled, profileDir, log }: BenchStackOptions): Promise<Stack> {
  if (profiled.length > 0) mkdirSync(profileDir, { recursive: true });
  const profile = (service: ServiceName): [ServiceName, string[]] => [
    service,
    ['--cpu-prof', `--cpu-prof-dir=${profileDir}`, `--cpu-prof-name=${service}.cpuprofile`],
  ];
  const nodeArgs = Object.fromEntries(profiled.map(profile));
  return startStack({ infrastructure, name: 'bench', dir: join(dir, 'stack'), env: { payments }, nodeArgs, log });
}
