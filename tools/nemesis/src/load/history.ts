import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import type { Entry } from './entry';

/** Every call of the load with its answer, in memory and as lines of a file. */
export class History {
  readonly entries: Entry[] = [];
  private readonly file: WriteStream;

  constructor(readonly path: string) {
    this.file = createWriteStream(path);
  }

  add(entry: Entry): void {
    this.entries.push(entry);
    this.file.write(`${JSON.stringify(entry)}\n`);
  }

  async close(): Promise<void> {
    this.file.end();
    await once(this.file, 'close');
  }
}
