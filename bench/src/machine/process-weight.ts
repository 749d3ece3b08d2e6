import { existsSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/**
 * What a process gets of a busy machine beside others: -20 (most) to 19. Linux weighs sessions (autogroups) against each
 * other, and the threads of one: it is told of both. Throws below 0 without CAP_SYS_NICE.
 */
export function weigh(pid: number, nice: number): void {
  const autogroup = `/proc/${pid}/autogroup`;
  try {
    setPriority(pid, nice);
    if (existsSync(autogroup)) writeFileSync(autogroup, String(nice));
  } catch (error) {
    throw new Error(`a process cannot get nice ${nice}: give CAP_SYS_NICE, or a value above 0`, { cause: error });
  }
}
