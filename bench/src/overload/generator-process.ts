import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { GeneratorLoad } from './generator';
import type { PhaseOutcome } from './phase';

/** The process that sends the calls. */
export class GeneratorProcess {
  private readonly child: ChildProcess = fork(join(__dirname, 'generator.js'), { serialization: 'advanced' });

  /** Signs the calls, then sends them. Rejects when the process ends or the signal is aborted. */
  async send(load: GeneratorLoad, signal: AbortSignal): Promise<readonly PhaseOutcome[]> {
    const over = new AbortController();
    const options = { signal: AbortSignal.any([signal, over.signal]) };
    const ended = once(this.child, 'exit', options).then(() => {
      throw new Error('the generator of the load ended');
    });
    ended.catch(() => undefined);
    const answered = once(this.child, 'message', options);
    this.child.send(load);
    try {
      const [outcomes] = (await Promise.race([answered, ended])) as [readonly PhaseOutcome[]];
      return outcomes;
    } finally {
      over.abort();
    }
  }

  stop(): void {
    this.child.kill();
  }
}
