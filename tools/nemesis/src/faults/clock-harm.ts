import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceProcess } from '@wallet/local-stack';
import type { Harm } from './inflicted';

/** Sets the clock of one process, which was started with `stepped-clock`, and sets it right again. */
export function clockStep(process: ServiceProcess, stepMs: number, dir: string): Harm {
  const file = join(dir, String(process.pid));
  return {
    inflict: () => Promise.resolve(writeFileSync(file, String(stepMs))),
    heal: () => Promise.resolve(rmSync(file, { force: true })),
  };
}
