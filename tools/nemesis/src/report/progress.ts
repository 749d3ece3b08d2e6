import type { Entry } from '../load/entry';
import type { Running } from '../load/open-loop';

const shownMs = 5_000;

interface Seen {
  readonly loop: Running;
  readonly entries: readonly Entry[];
  /** How many so far, in words. */
  readonly faults: string;
  readonly nowMs: number;
}

/** How it goes, with what was answered in the last five seconds. */
export function progressLine({ loop, entries, faults, nowMs }: Seen): string {
  const counts: Record<Entry['status'], number> = { S: 0, F: 0, U: 0, none: 0 };
  for (let index = entries.length - 1; (entries[index]?.endedAtMs ?? 0) > nowMs - shownMs; index--) {
    const entry = entries[index];
    if (entry) counts[entry.status] += 1;
  }
  const seconds = String(Math.round(nowMs / 1_000)).padStart(4);
  return (
    `${seconds} s  ${loop.begun} payments begun, ${loop.underWay} under way, ${faults}; ` +
    `last 5 s: ${counts.S} S, ${counts.F} F, ${counts.U} U, ${counts.none} without answer`
  );
}
