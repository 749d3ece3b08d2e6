import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** A folder as the kubelet mounts a Secret: links through `..data`, which turns to another generation at once. */
export class MountedFolder {
  private files = new Map<string, string | Buffer>();

  constructor(readonly dir: string) {
    mkdirSync(dir, { recursive: true });
  }

  write(name: string, content: string | Buffer): void {
    this.replace(new Map(this.files).set(name, content));
  }

  remove(name: string): void {
    const files = new Map(this.files);
    files.delete(name);
    this.replace(files);
  }

  /** In the kubelet's order: the new generation, the link, the names, the old generation. */
  replace(files: ReadonlyMap<string, string | Buffer>): void {
    this.files = new Map(files);
    const generation = mkdtempSync(join(this.dir, '..generation-'));
    for (const [name, content] of files) writeFileSync(join(generation, name), content);
    const [data, next] = [join(this.dir, '..data'), join(this.dir, '..data_tmp')];
    const old = readdirSync(this.dir).includes('..data') ? readlinkSync(data) : undefined;
    symlinkSync(generation.slice(this.dir.length + 1), next);
    renameSync(next, data);
    this.link(files);
    if (old !== undefined) rmSync(join(this.dir, old), { recursive: true });
  }

  private link(files: ReadonlyMap<string, unknown>): void {
    const there = readdirSync(this.dir).filter((name) => !name.startsWith('..'));
    for (const name of there) if (!files.has(name)) rmSync(join(this.dir, name));
    for (const name of files.keys()) if (!there.includes(name)) symlinkSync(join('..data', name), join(this.dir, name));
  }
}
