import type { RunClock } from '../load/clock';
import { allCpuMs, coreCount, ownCpuMs } from './cpu-use';
import { hangUpMs, type Halt } from './late-answers';

const everyMs = 1_000;
/** Later than that by so much: this process itself did not get the machine. */
const toleranceMs = 200;
/** Others took so much of the machine. */
const foreignShare = 0.2;
/** Less than that was left of the machine. */
const idleShare = 0.05;
/** What was late shortly afterwards was late for that, too. */
const aftermathMs = 2_000;

interface Shares {
  /** Of the machine, by processes that are not ours. */
  readonly foreign: number;
  readonly all: number;
}

/** What was used of the machine between two looks. */
class MachineUse {
  private own = ownCpuMs();
  private all = allCpuMs();

  since(elapsedMs: number): Shares {
    const [own, all] = [ownCpuMs(), allCpuMs()];
    const ownMs = [...own].reduce((sum, [pid, usedMs]) => sum + usedMs - (this.own.get(pid) ?? 0), 0);
    const allMs = all - this.all;
    const foreignMs = own.size > 0 ? allMs - ownMs : 0;
    [this.own, this.all] = [own, all];
    const wholeMs = elapsedMs * coreCount();
    return { foreign: foreignMs / wholeMs, all: allMs / wholeMs };
  }
}

/** Of the time of a run. */
export interface MachineShares {
  /** In which others used the machine, too. */
  readonly shared: number;
  /** In which ours used all of it. */
  readonly full: number;
}

/**
 * Notes when the machine was not ours, so that what is late then says nothing of the wallet, and when all of it was used by
 * the wallet, its servers and its callers together: then answers may come until Alipay+ hangs up.
 */
export class MachineWatch {
  readonly stalls: Halt[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly clock: RunClock) {}

  begin(): void {
    const use = new MachineUse();
    let lookedAtMs = this.clock.nowMs;
    this.timer = setInterval(() => {
      const { nowMs } = this.clock;
      const elapsedMs = nowMs - lookedAtMs;
      const shares = use.since(elapsedMs);
      const isForeign = shares.foreign > foreignShare || elapsedMs > everyMs + toleranceMs;
      if (isForeign || shares.all > 1 - idleShare) {
        const graceMs = isForeign ? Infinity : hangUpMs;
        this.stalls.push({ fromMs: lookedAtMs, untilMs: nowMs + aftermathMs, graceMs });
      }
      lookedAtMs = nowMs;
    }, everyMs);
  }

  end(): void {
    clearInterval(this.timer);
  }

  /** Shares of `totalMs`. */
  shares(totalMs: number): MachineShares {
    const share = (isFull: boolean): number =>
      this.stalls
        .filter(({ graceMs }) => isFull === graceMs < Infinity)
        .reduce((sum, { fromMs, untilMs }) => sum + untilMs - aftermathMs - fromMs, 0) / Math.max(1, totalMs);
    return { shared: share(false), full: share(true) };
  }
}
