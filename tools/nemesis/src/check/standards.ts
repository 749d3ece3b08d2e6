import type { Hold } from '../faults/lost-host';
import type { Halt } from './late-answers';

/** A time of healing, and from then until most calls were answered again, in ms; undefined: never. */
export interface Recovery {
  readonly healedAtMs: number;
  readonly tookMs: number | undefined;
  /** Postgres or Kafka was among what was healed. */
  readonly isOfStore: boolean;
  /** One of two hosts was lost: what kills the other one leaves nobody to take over. */
  readonly isShortOfHost?: boolean;
}

export interface Run {
  readonly seconds: number;
  /** One line for each process that ended though nobody ended it. */
  readonly selfExits: readonly string[];
  readonly recoveries: readonly Recovery[];
  /** When the machine was short of time: that time does not count. */
  readonly stalls: readonly Halt[];
  readonly faults: { readonly planned: number; readonly inflicted: number };
  /** How often the invariants could be looked at during the load. */
  readonly looks: number;
  /** A host was to be lost, and what it held then; undefined: nothing. */
  readonly loss?: { readonly hold: Hold | undefined };
}

/** Full goodput after the healing; Postgres replays its log first, and Kafka's groups form again. */
const promisedMs = { stores: 15_000, others: 10_000 };
/** A killed consumer keeps its partitions until Kafka has waited for it so long. */
const sessionMs = 6_000;
/** Less was not tried hard enough to say anything. */
const leastShareOfFaults = 0.5;
/** The defaults of the sessions' `idle_in_transaction_session_timeout` and `lock_timeout`, and time of a slow machine. */
const promisedHold = { idleMs: 5_000, waitedMs: 1_000, slackMs: 3_000 };
/** It looks every 4 s, and in vain while no replica of payments answers or Postgres is away. */
const secondsForALook = 15;

/** What makes a run fail though no payment went wrong: a process died, it healed too slowly, or too little was tried. */
export function shortcomings({ seconds, selfExits, recoveries, stalls, faults, looks, loss }: Run): string[] {
  const { planned, inflicted } = faults;
  const leastLooks = Math.floor(seconds / secondsForALook);
  return [
    ...selfExits.map((line) => `died by itself: ${line}`),
    ...recoveries.flatMap((recovery) => slowness(recovery, stalls)),
    ...(inflicted < leastShareOfFaults * planned ? [`too few faults: ${inflicted} of ${planned} planned`] : []),
    ...(looks < leastLooks
      ? [`the invariants were looked at ${looks} times only, at least ${leastLooks} are needed`]
      : []),
    ...(loss ? holding(loss.hold) : []),
  ];
}

function holding(hold: Hold | undefined): string[] {
  if (!hold) return ['no host was lost while it held a transaction: nothing was tried of how long it may'];
  const { idleMs, waitedMs, slackMs } = promisedHold;
  return [
    ...(hold.idleMs > idleMs + slackMs
      ? [`a lost host held its transaction for ${hold.idleMs} ms, promised are ${idleMs} ms`]
      : []),
    ...(hold.waitedMs > waitedMs + slackMs
      ? [`a lost host's locks were waited for ${hold.waitedMs} ms, promised are ${waitedMs} ms`]
      : []),
  ];
}

function slowness(
  { healedAtMs, tookMs = Infinity, isOfStore, isShortOfHost }: Recovery,
  stalls: readonly Halt[],
): string[] {
  const limitMs = (isOfStore ? promisedMs.stores : promisedMs.others) + (isShortOfHost ? 2 : 1) * sessionMs;
  const untilMs = healedAtMs + Math.min(tookMs, 60_000);
  const stalledMs = stalls.reduce(
    (sum, { fromMs, untilMs: end }) => sum + Math.max(0, Math.min(end, untilMs) - Math.max(fromMs, healedAtMs)),
    0,
  );
  if (tookMs - stalledMs <= limitMs) return [];
  const took = Number.isFinite(tookMs) ? `${tookMs} ms` : 'for ever';
  return [
    `slow recovery: what was healed at ${healedAtMs} ms took ${took} until calls were answered again, promised are ${limitMs} ms`,
  ];
}
