import type { Entry } from '../load/entry';

/** Full again: so much of what is called is answered. */
const full = 0.9;
const windowMs = 1_000;
const stepMs = 250;

const isGood = ({ status, code, payment }: Entry): boolean =>
  status === 'S' || status === 'F' || payment !== undefined || code === 'VERIFICATION_IN_PROCESS';

/** Share of the calls begun in a window that were answered with what is known, by its start; NaN without calls. */
function goodShare(sorted: readonly Entry[], fromMs: number): number {
  const begun = sorted.filter(({ startedAtMs }) => startedAtMs >= fromMs && startedAtMs < fromMs + windowMs);
  return begun.filter(isGood).length / begun.length;
}

/**
 * From each time of healing (ms since the load began) until the next second in which 90 % of the calls begun are answered, in ms;
 * undefined when none came before `untilMs`.
 */
export function recoveries(
  entries: readonly Entry[],
  healedAtMs: readonly number[],
  untilMs: number,
): (number | undefined)[] {
  return healedAtMs.map((healedAt) => {
    const later = entries.filter(({ startedAtMs }) => startedAtMs >= healedAt && startedAtMs < healedAt + 60_000);
    for (let fromMs = healedAt; fromMs + windowMs <= untilMs; fromMs += stepMs) {
      if (goodShare(later, fromMs) >= full) return fromMs - healedAt;
    }
    return undefined;
  });
}
