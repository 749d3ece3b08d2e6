import { execFileSync } from 'node:child_process';

const everyMs = 1_000;

/** MiB that each process holds in memory now; what has ended is left out. */
function residentMiB(pids: Readonly<Record<string, number>>): Record<string, number> {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  const sizes = new Map(lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]));
  const found = Object.entries(pids).map(([name, pid]) => [name, (sizes.get(pid) ?? 0) / 1_024] as const);
  return Object.fromEntries(found.filter(([, mebibytes]) => mebibytes > 0));
}

/** The most that each process held. */
export class MemoryWatch {
  private readonly most: Record<string, number> = {};
  private readonly timer = setInterval(() => this.look(), everyMs);

  constructor(private readonly pids: Readonly<Record<string, number>>) {
    this.look();
  }

  stop(): Readonly<Record<string, number>> {
    clearInterval(this.timer);
    this.look();
    return this.most;
  }

  private look(): void {
    for (const [name, size] of Object.entries(residentMiB(this.pids)))
      this.most[name] = Math.max(this.most[name] ?? 0, size);
  }
}
