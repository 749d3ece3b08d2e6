import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { LocalStackError, startInfrastructure } from '@wallet/local-stack';
import { measure } from './measure';
import { profileSummary } from './profile/profile-summary';
import type { Figures } from './report/figures';
import { ratios } from './report/ratios';
import { report } from './report/report';
import { dataDir, profileDir, unlessAborted, type Run } from './run/run';

function write(file: string, figures: Figures): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...figures, ratios: ratios(figures) }, null, 2)}\n`);
}

/** Starts what is measured, measures it, prints and writes the figures; stops what it started, also when it fails. */
export async function bench(run: Run): Promise<void> {
  const { options, signal, say } = run;
  const starting = startInfrastructure({ dataDir, log: say, fresh: true });
  const infrastructure = await unlessAborted(signal, starting);
  try {
    if (Object.values(infrastructure.sources).includes('running'))
      throw new LocalStackError('another bench is running here: wait for it');
    const figures = await measure(infrastructure, run);
    say(`\n${report(figures)}\n`);
    write(options.jsonFile, figures);
    say(`written to ${relative(process.cwd(), options.jsonFile)}`);
  } finally {
    await infrastructure.stop();
  }
  for (const service of options.profiled) {
    const file = join(profileDir, `${service}.cpuprofile`);
    say(`\n${relative(process.cwd(), file)}\n${profileSummary(file)}`);
  }
}
