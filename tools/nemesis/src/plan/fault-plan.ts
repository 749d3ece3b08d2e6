import type { Random } from './random';
import { planServiceFault, replicatedNames, serviceOf, type ProcessName, type ServiceFault } from './service-fault';
import { planSurroundingFault, sparedBy, troubledBy, type SurroundingFault } from './surrounding-fault';

export type PlannedFault = ServiceFault | SurroundingFault;

/** A time of faults, one of a service and one around them at once, that begins `startMs` after the load; then calm. */
export interface Round {
  readonly startMs: number;
  /** When the last fault shall be healed. */
  readonly endMs: number;
  readonly surrounding: SurroundingFault;
  /** One after the other. */
  readonly services: readonly ServiceFault[];
}

/** A host that is lost: its process stands still and its connections stay open until the load is over. */
export interface LostHost {
  readonly process: ProcessName;
  readonly atMs: number;
}

export interface FaultPlan {
  readonly rounds: readonly Round[];
  readonly lostHost?: LostHost | undefined;
}

/** Nothing else is broken from the loss on for so long: what the host held must be free by then. */
export const lossMs = 8_000;

/** A shorter load has no time to go on without it. */
const leastSecondsForLoss = 60;

const warmUpMs = 4_000;
const calmMs = { least: 5_000, most: 7_000 };
/** The last calm belongs to the load, too: it shows that all works again. */
const lastCalmMs = 4_000;

/** Processes are hit for so long at least. */
const leastMs = 5_000;

/** From the end of one to the beginning of the next; one that is still starting again by then is waited for. */
const betweenMs = { least: 700, most: 1_700 };

/** From the start of a service until it is ready, at best. */
const restartMs = 1_500;

function planServices(random: Random, fromMs: number, untilMs: number, troubled: readonly string[]): ServiceFault[] {
  const faults: ServiceFault[] = [];
  for (let atMs = fromMs + random.integer(0, 1_000); atMs < untilMs;) {
    const fault = planServiceFault(random, atMs, troubled);
    faults.push(fault);
    atMs += fault.durationMs + random.integer(betweenMs.least, betweenMs.most);
  }
  return faults;
}

export const losesHost = ({ seconds }: { readonly seconds: number }): boolean => seconds >= leastSecondsForLoss;

/** One of two that can do the same, `lossMs` before the first round after a third of the load. Undefined in a short load. */
export function planLostHost(random: Random, { seconds }: { seconds: number }): LostHost | undefined {
  if (!losesHost({ seconds })) return undefined;
  return { process: random.pick(replicatedNames), atMs: Math.round((seconds * 1_000) / 3) + random.integer(0, 2_000) };
}

/** The faults of a load of so many seconds, with time for the loss of a host: the same for the same `random`. */
export function planFaults(random: Random, { seconds }: { seconds: number }, lostHost?: LostHost): Round[] {
  const lossAtMs = lostHost?.atMs ?? Infinity;
  const rounds: Round[] = [];
  for (let startMs = warmUpMs; ;) {
    const surrounding = planSurroundingFault(random, startMs + random.integer(300, 1_500));
    const untilMs = Math.max(surrounding.atMs + surrounding.durationMs, startMs + leastMs);
    const planned = planServices(random, startMs, untilMs, troubledBy(surrounding));
    const services = planned.filter(({ process }) => !sparedBy(surrounding).includes(serviceOf(process)));
    const ends = [surrounding, ...services].map(({ atMs, durationMs }) => atMs + durationMs);
    const endMs = Math.max(...ends) + restartMs;
    if (endMs > seconds * 1_000 - lastCalmMs) return rounds;
    rounds.push({ startMs, endMs, surrounding, services });
    const nextMs = endMs + random.integer(calmMs.least, calmMs.most);
    startMs = startMs < lossAtMs && lossAtMs <= nextMs ? nextMs + lossMs : nextMs;
  }
}
