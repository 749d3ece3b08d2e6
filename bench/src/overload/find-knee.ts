/** What came of one rate. */
export interface Trial {
  /** Calls a second that were offered. */
  readonly rate: number;
  /** S a second. */
  readonly goodput: number;
  readonly p99Ms: number;
}

const enough = 0.97;
const slowMs = 1_000;
/** The knee is known as well as the machine wavers. */
const precision = 0.1;
const mostTrials = 8;

const isBelow = ({ rate, goodput, p99Ms }: Trial): boolean => goodput >= enough * rate && p99Ms <= slowMs;

/**
 * The highest rate that is answered as it is offered: S for 97 % of the calls, the slowest hundredth within a second.
 * Doubles or halves from `first` until the knee is between two rates, then halves what is between them.
 */
export async function findKnee(first: number, offer: (rate: number) => Promise<Trial>): Promise<Trial> {
  let below: Trial | undefined;
  let above: number | undefined;
  let rate = first;
  for (let trials = 0; trials < mostTrials; trials++) {
    const trial = await offer(Math.round(rate));
    if (isBelow(trial)) below = trial;
    else above = trial.rate;
    if (below && above && above - below.rate <= precision * below.rate) break;
    if (below && above) rate = (below.rate + above) / 2;
    else rate = below ? rate * 1.5 : rate / 1.5;
  }
  if (!below) throw new Error(`no rate down to ${Math.round(rate)} a second was answered in time`);
  return below;
}
