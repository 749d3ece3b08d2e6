import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrateTo, type Log } from '@wallet/local-stack';
import { awaitQuiet } from '../check/await-quiet';
import { findViolations, type Outcome } from '../check/findings';
import { InvariantWatch } from '../check/invariant-watch';
import { MachineWatch } from '../check/machine-watch';
import type { Inflicted } from '../faults/inflicted';
import { Caller } from '../load/caller';
import { RunClock } from '../load/clock';
import type { History } from '../load/history';
import { OpenLoop } from '../load/open-loop';
import type { Customers } from '../load/payment';
import type { PlannedFlow } from '../plan/load-plan';
import type { Release } from '../releases/steps';
import { progressLine } from '../report/progress';
import { awaitServices } from '../world/health';
import type { Span } from './figures';
import { heldRecords } from './held-records';
import type { Side, Stage } from './route';
import type { RunningWallet } from './start-wallet';

/** After the load all must be final, sent, consumed and acknowledged within this time. */
const quietMs = 60_000;
const progressMs = 10_000;

export interface WalkPlan {
  readonly stages: readonly Stage[];
  readonly releases: Readonly<Record<Side, Release>>;
  /** Longer than any walk takes. */
  readonly load: readonly PlannedFlow[];
  /** Of load in each stage after its restarts. */
  readonly secondsAStage: number;
}

/** What a walk is made with. */
export interface Party {
  readonly wallet: RunningWallet;
  readonly customers: Customers;
  readonly history: History;
  /** For the logs of migrations. */
  readonly dir: string;
  readonly say: Log;
}

export interface Walked {
  readonly outcome: Outcome;
  readonly spans: readonly Span[];
}

/** One walk: the load, the restarts in it, and what came of it. */
export class Walk {
  private readonly clock = new RunClock();
  private readonly givenUp = new AbortController();
  private readonly loadOver = new AbortController();
  private readonly restarted: Inflicted[] = [];
  private readonly spans: Span[] = [];
  private readonly loop: OpenLoop;
  private readonly watch: InvariantWatch;
  private readonly machine = new MachineWatch(this.clock);

  constructor(
    private readonly party: Party,
    private readonly signal: AbortSignal,
  ) {
    const { wallet, customers, history } = party;
    const over = AbortSignal.any([this.givenUp.signal, signal]);
    setMaxListeners(0, over, signal, this.loadOver.signal);
    const caller = new Caller(wallet.simulator, history, this.clock, over);
    this.loop = new OpenLoop({ ...wallet, caller, customers }, this.clock);
    this.watch = new InvariantWatch(wallet.stack);
  }

  async go(plan: WalkPlan): Promise<Walked> {
    const { wallet, history } = this.party;
    const { clock, machine, watch, loop } = this;
    await this.withProgress(this.duringLoad(plan));
    const loadMs = clock.nowMs;
    const restless = await this.withProgress(this.untilQuiet());
    machine.end();
    const { stalls } = machine;
    const heard = { entries: history.entries, inflicted: this.restarted, lost: undefined, clock, stalls };
    const quietAtMs = clock.nowMs;
    const found = await findViolations(wallet, heard);
    const violations = [...restless, ...loop.unfinished, ...watch.broken, ...found.violations];
    const shares = machine.shares(quietAtMs);
    const { looks } = watch;
    const { notBegun } = loop;
    const outcome = { ...found, violations, loadMs, quietAtMs, notBegun, looks, machine: shares, stalls };
    return { outcome, spans: this.spans };
  }

  private async duringLoad(plan: WalkPlan): Promise<void> {
    const ended = AbortSignal.any([this.loadOver.signal, this.signal]);
    this.clock.begin();
    this.machine.begin();
    const watching = this.watch.watch(ended);
    const offered = this.loop.offer(plan.load, ended).catch((error: unknown) => {
      if (!ended.aborted) throw error;
    });
    try {
      for (const stage of plan.stages) await Promise.race([this.pass(stage, plan), offered.then(this.isTooLong)]);
    } finally {
      this.loadOver.abort();
      await Promise.all([offered, watching]);
    }
  }

  /** The load ended by itself. */
  private readonly isTooLong = (): Promise<void> =>
    this.loadOver.signal.aborted
      ? Promise.resolve()
      : Promise.reject(new Error('the walk took longer than its load: give less --seconds, or a faster machine'));

  private async pass({ name, migrate, restarts }: Stage, { releases, secondsAStage }: WalkPlan): Promise<void> {
    const { wallet, dir, say } = this.party;
    const fromMs = this.clock.nowMs;
    say(`stage: ${name}`);
    if (migrate) await migrateTo(releases.newer.dir, wallet.stack.databaseUrl, dir);
    for (const { process, to } of restarts) await this.restart(process, releases[to]);
    await sleep(secondsAStage * 1_000, undefined, { signal: this.signal });
    const held = await heldRecords(wallet.stack);
    this.spans.push({ name, fromMs, untilMs: this.clock.nowMs, held });
  }

  private async restart(process: string, { name, dir }: Release): Promise<void> {
    this.signal.throwIfAborted();
    const fromMs = this.clock.nowMs;
    await this.party.wallet.stack.process(process).runRelease(dir);
    const untilMs = this.clock.nowMs;
    const planned = { kind: 'terminate', process, atMs: fromMs, durationMs: untilMs - fromMs } as const;
    this.restarted.push({ planned, fromMs, untilMs });
    this.party.say(`${process} is ${name} after ${((untilMs - fromMs) / 1_000).toFixed(1)} s`);
  }

  /** Resolves with what did not come to rest. */
  private async untilQuiet(): Promise<string[]> {
    const { wallet, say } = this.party;
    say('waiting until all is quiet');
    const fromMs = this.clock.nowMs;
    const patience = sleep(quietMs, undefined, { signal: this.signal }).then(() => this.givenUp.abort());
    patience.catch(() => undefined);
    const ill = await awaitServices(wallet.stack);
    await this.loop.ended();
    const leftMs = quietMs - (this.clock.nowMs - fromMs);
    return [...ill, ...(await awaitQuiet(wallet, Math.max(leftMs, 5_000)))];
  }

  private async withProgress<T>(work: Promise<T>): Promise<T> {
    const { history, say } = this.party;
    const { entries } = history;
    const tell = (): void =>
      say(
        progressLine({
          loop: this.loop,
          entries,
          faults: `${this.restarted.length} restarts`,
          nowMs: this.clock.nowMs,
        }),
      );
    const timer = setInterval(tell, progressMs);
    return work.finally(() => clearInterval(timer));
  }
}
