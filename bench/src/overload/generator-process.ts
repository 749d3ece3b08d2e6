import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { GeneratorLoad } from './generator';
import type { PhaseOutcome } from './phase';

const forkOf = (file: string): ChildProcess => fork(join(__dirname, file), { serialization: 'advanced' });

/** The process that sends the calls, and the one that refuses all. */
export class GeneratorProcess {
  private readonly child = forkOf('generator.js');
  private readonly bareServer = forkOf('bare-server.js');
  private readonly barePort = once(this.bareServer, 'message');

  /** Signs the calls, then sends them. Rejects when the process ends or the signal is aborted. */
  async send(load: Omit<GeneratorLoad, 'bareUrl'>, signal: AbortSignal): Promise<readonly PhaseOutcome[]> {
    const over = new AbortController();
    const options = { signal: AbortSignal.any([signal, over.signal]) };
    const ended = once(this.child, 'exit', options).then(() => {
      throw new Error('the generator of the load ended');
    });
    ended.catch(() => undefined);
    const [port] = (await this.barePort) as [number];
    const answered = once(this.child, 'message', options);
    this.child.send({ ...load, bareUrl: `http://127.0.0.1:${port}` } satisfies GeneratorLoad);
    try {
      const [outcomes] = (await Promise.race([answered, ended])) as [readonly PhaseOutcome[]];
      return outcomes;
    } finally {
      over.abort();
    }
  }

  stop(): void {
    this.child.kill();
    this.bareServer.kill();
  }
}
