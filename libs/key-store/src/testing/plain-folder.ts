import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder of files that somebody adds and deletes one by one. */
export class PlainFolder {
  constructor(readonly dir: string) {
    mkdirSync(dir, { recursive: true });
  }

  /** A whole file, at once. */
  write(name: string, content: string | Buffer): void {
    const partial = join(this.dir, `${name}.partial`);
    writeFileSync(partial, content);
    renameSync(partial, join(this.dir, name));
  }

  remove(name: string): void {
    rmSync(join(this.dir, name));
  }
}
