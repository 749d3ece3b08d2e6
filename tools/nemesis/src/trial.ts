import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { findViolations, type Outcome } from './check/findings';
import { InvariantWatch } from './check/invariant-watch';
import { MachineWatch } from './check/machine-watch';
import { awaitQuiet } from './check/await-quiet';
import { RunClock } from './load/clock';
import type { Nemesis } from './faults/nemesis';
import { Caller } from './load/caller';
import type { History } from './load/history';
import { OpenLoop } from './load/open-loop';
import type { Customers } from './load/payment';
import type { PlannedFlow } from './plan/load-plan';
import type { FaultPlan } from './plan/fault-plan';
import { progressLine } from './report/progress';
import { awaitServices } from './world/health';
import type { World } from './world/world';

/** After the load all must be final, sent, consumed and acknowledged within this time. */
const quietMs = 60_000;
const progressMs = 5_000;

export interface TrialPlan {
  readonly load: readonly PlannedFlow[];
  readonly faults: FaultPlan;
}

/** What a trial is held with. */
export interface Court {
  readonly world: World;
  readonly customers: Customers;
  readonly clock: RunClock;
  readonly nemesis: Nemesis;
  readonly history: History;
  readonly say: (line: string) => void;
}

/** One trial: the load, the faults in it, the healing, the checks. */
export class Trial {
  private readonly givenUp = new AbortController();
  private readonly loop: OpenLoop;
  private readonly watch: InvariantWatch;
  private readonly machine: MachineWatch;

  constructor(
    private readonly court: Court,
    private readonly signal: AbortSignal,
  ) {
    const { world, customers, clock, history } = court;
    const over = AbortSignal.any([this.givenUp.signal, signal]);
    setMaxListeners(0, over, signal);
    const caller = new Caller(world.simulator, history, clock, over);
    this.loop = new OpenLoop({ ...world, caller, customers }, clock);
    this.watch = new InvariantWatch(world.stack);
    this.machine = new MachineWatch(clock);
  }

  async hold(plan: TrialPlan): Promise<Outcome> {
    const { world, clock, history, nemesis } = this.court;
    await this.withProgress(this.duringLoad(plan));
    const loadMs = clock.nowMs;
    const restless = await this.withProgress(this.untilQuiet(loadMs));
    const quietAtMs = clock.nowMs;
    this.machine.end();
    const heard = {
      entries: history.entries,
      inflicted: nemesis.inflicted,
      lost: nemesis.lost,
      clock,
      stalls: this.machine.stalls,
    };
    const found = await findViolations(world, heard);
    const violations = [...restless, ...this.loop.unfinished, ...this.watch.broken, ...found.violations];
    return {
      ...found,
      violations,
      loadMs,
      quietAtMs,
      notBegun: this.loop.notBegun,
      looks: this.watch.looks,
      machine: this.machine.shares(quietAtMs),
      stalls: this.machine.stalls,
    };
  }

  private async duringLoad({ load, faults }: TrialPlan): Promise<void> {
    const { clock, nemesis } = this.court;
    const ended = new AbortController();
    const watching = this.watch.watch(AbortSignal.any([ended.signal, this.signal]));
    clock.begin();
    this.machine.begin();
    try {
      await Promise.all([this.loop.offer(load, this.signal), nemesis.haunt(faults, this.signal)]);
    } finally {
      ended.abort();
      await watching;
    }
  }

  /** Heals all; resolves with what did not come to rest. */
  private async untilQuiet(loadMs: number): Promise<string[]> {
    const { world, clock, nemesis, say } = this.court;
    say('healing, and waiting until all is quiet');
    world.proxies.pass();
    await nemesis.find();
    await world.simulator.setFaults('');
    const patience = sleep(quietMs, undefined, { signal: this.signal }).then(() => this.givenUp.abort());
    patience.catch(() => undefined);
    const ill = await awaitServices(world.stack);
    await this.loop.ended();
    const leftMs = quietMs - (clock.nowMs - loadMs);
    return [...ill, ...(await awaitQuiet(world, Math.max(leftMs, 5_000)))];
  }

  private async withProgress<T>(work: Promise<T>): Promise<T> {
    const { history, nemesis, clock, say } = this.court;
    const tell = (): void =>
      say(
        progressLine({
          loop: this.loop,
          entries: history.entries,
          faults: `${nemesis.inflicted.length} faults`,
          nowMs: clock.nowMs,
        }),
      );
    const timer = setInterval(tell, progressMs);
    return work.finally(() => clearInterval(timer));
  }
}
