import { setTimeout as sleep } from 'node:timers/promises';
import type { RunClock } from '../load/clock';
import { lossMs, type FaultPlan, type PlannedFault, type Round } from '../plan/fault-plan';
import { serviceOf } from '../plan/service-fault';
import type { World } from '../world/world';
import type { Harm, Inflicted, LostProcess } from './inflicted';
import { haltWhileItHolds } from './lost-host';
import { Restarts, serviceHarm } from './service-harm';
import { surroundingHarm } from './surrounding-harm';

/** Services that start again at the same time. */
const atOnce = 2;

/** Inflicts what was planned and heals it. */
export class Nemesis {
  readonly inflicted: Inflicted[] = [];
  /** When all of a round was healed, in ms since the load began. */
  readonly healed: { readonly atMs: number; readonly round: Round }[] = [];
  /** Faults that were left out, because those before took longer. */
  leftOut = 0;
  /** What was lost, and when: it is found again after the load. */
  lost: LostProcess | undefined;
  private readonly restarts = new Restarts();

  constructor(
    private readonly world: World,
    private readonly clock: RunClock,
    private readonly say: (line: string) => void,
  ) {}

  /** Resolves when the last fault is healed; aborted, when those under way are. */
  async haunt({ rounds, lostHost }: FaultPlan, signal: AbortSignal): Promise<void> {
    for (const round of rounds) {
      const { startMs, endMs, surrounding, services } = round;
      if (lostHost && !this.lost && lostHost.atMs <= startMs) {
        if (!(await this.until(startMs - lossMs, signal))) return;
        await this.lose(lostHost.process);
      }
      if (!(await this.until(startMs, signal))) return;
      await Promise.all([this.oneByOne([surrounding], endMs, signal), this.oneByOne(services, endMs, signal)]);
      this.healed.push({ atMs: this.clock.nowMs, round });
    }
    if (lostHost && !this.lost && !signal.aborted) await this.lose(lostHost.process);
  }

  /** What was lost comes back, as a ghost. */
  async find(): Promise<void> {
    if (this.lost) await this.world.stack.process(this.lost.process).kill('SIGCONT');
  }

  private async lose(process: string): Promise<void> {
    this.say(`lose the host of ${process} until the load is over`);
    const { at, hold } = await haltWhileItHolds(this.world.stack.process(process), this.world.database);
    this.lost = { process, fromMs: this.clock.sinceBegin(at.toISOString()), hold };
  }

  /** As an orchestrator would: a process that ended by itself runs again. */
  async revive(name: string): Promise<void> {
    await this.restarts.restart(this.world.stack.process(name)).catch(() => undefined);
  }

  /** One after the other; but while one service starts again, another may already be hit. */
  private async oneByOne(faults: readonly PlannedFault[], endMs: number, signal: AbortSignal): Promise<void> {
    const healing = new Map<string, Promise<unknown>>();
    for (const fault of faults) {
      if (!(await this.until(fault.atMs, signal))) break;
      if ('process' in fault && fault.process === this.lost?.process) continue;
      if (healing.size >= atOnce) await Promise.race(healing.values());
      const place = placeOf(fault);
      // The calm shall stay calm.
      const isTooLate = this.clock.nowMs + fault.durationMs > endMs;
      if (isTooLate || healing.has(place)) {
        this.leftOut += 1;
        continue;
      }
      const { healed } = await this.inflict(fault, signal);
      healing.set(
        place,
        healed.finally(() => healing.delete(place)),
      );
    }
    await Promise.all(healing.values());
  }

  /** Resolves when the fault is over; what it broke works again when `healed` resolves. */
  private async inflict(planned: PlannedFault, signal: AbortSignal): Promise<{ readonly healed: Promise<void> }> {
    const harm = this.harmOf(planned);
    const fromMs = this.clock.nowMs;
    this.say(`${inWords(planned)} for ${(planned.durationMs / 1_000).toFixed(1)} s`);
    let error: string | undefined;
    try {
      await harm.inflict();
      await this.until(fromMs + planned.durationMs, signal);
    } catch (reason) {
      error = `could not be inflicted: ${String(reason)}`;
    }
    const heal = async (): Promise<void> => {
      await harm.heal().catch((reason: unknown) => (error = `could not be healed: ${String(reason)}`));
      this.inflicted.push({ planned, fromMs, untilMs: this.clock.nowMs, ...(error && { error }) });
    };
    return { healed: heal() };
  }

  private harmOf(planned: PlannedFault): Harm {
    return 'process' in planned
      ? serviceHarm(planned, this.world.stack.process(planned.process), this.restarts)
      : surroundingHarm(planned, this.world);
  }

  /** False when aborted before. */
  private async until(atMs: number, signal: AbortSignal): Promise<boolean> {
    const waitMs = atMs - this.clock.nowMs;
    if (waitMs > 0) await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    return !signal.aborted;
  }
}

/** A service that is still starting again is not hit once more: its group of consumers waits for the dead. */
const placeOf = (fault: PlannedFault): string => ('process' in fault ? serviceOf(fault.process) : fault.kind);

/** `kill payments-1`, `latency postgres:auth 9000 ms`. */
function inWords(fault: PlannedFault): string {
  if ('process' in fault) return `${fault.kind} ${fault.process}`;
  if (fault.kind === 'latency') return `latency ${fault.network} ${fault.latencyMs} ms`;
  return 'network' in fault ? `${fault.kind} ${fault.network}` : fault.kind;
}
