import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What became of a flood. */
export interface Flooded {
  readonly sent: number;
  /** Until the last answer. */
  readonly seconds: number;
  /** Answers by status. */
  readonly answered: Readonly<Record<string, number>>;
}

const started = (file: string): ChildProcess => fork(join(__dirname, file), { execArgv: [] });

/** Requests from one address, on connections that are kept, at a fixed rate and whatever is answered. */
export class Flood {
  private readonly generator = started('generator.mjs');

  constructor(url: URL, request: string, rate: number) {
    this.generator.send({ host: url.hostname, port: Number(url.port), request, rate });
  }

  /** Resolves when all is answered. */
  async stop(): Promise<Flooded> {
    this.generator.send('stop');
    const [outcome] = (await once(this.generator, 'message')) as [Flooded];
    return outcome;
  }

  close(): void {
    this.generator.kill('SIGKILL');
  }
}

/** A server that answers any request at once, to learn what a flood costs by itself. */
export async function startSink(): Promise<{ url: URL; close: () => void }> {
  const sink = started('sink.mjs');
  const [port] = (await once(sink, 'message')) as [number];
  return { url: new URL(`http://127.0.0.1:${port}`), close: () => sink.kill('SIGKILL') };
}
