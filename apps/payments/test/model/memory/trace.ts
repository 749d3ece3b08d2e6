import { createHash } from 'node:crypto';

/** What happened in a run, line by line. Random ids are named in the order of their appearance. */
export class Trace {
  private readonly written: string[] = [];
  private readonly names = new Map<string, string>();

  add(line: string): void {
    this.written.push(line.replace(/\b\d{34}\b/g, (id) => this.nameOf(id)));
  }

  get lines(): readonly string[] {
    return this.written;
  }

  get hash(): string {
    return createHash('sha256').update(this.written.join('\n')).digest('hex');
  }

  private nameOf(id: string): string {
    const name = this.names.get(id) ?? `#${this.names.size + 1}`;
    this.names.set(id, name);
    return name;
  }
}

/** A point at which the scheduler may let something else go first. */
export type Step = (label: string) => Promise<void>;
