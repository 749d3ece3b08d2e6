import type { RunClock } from '../clock';
import { allCpuMs, coreCount, ownCpuMs } from './cpu-use';
import type { Halt } from './late-answers';

const everyMs = 1_000;
/** Later than that by so much: this process itself did not get the machine. */
const toleranceMs = 200;
/** Others took so much of the machine. */
const foreignShare = 0.2;
/** What was late shortly afterwards was late for that, too. */
const aftermathMs = 2_000;

/** The share of the machine that processes which are not ours have used between two looks. */
class ForeignUse {
  private own = ownCpuMs();
  private all = allCpuMs();

  since(elapsedMs: number): number {
    const [own, all] = [ownCpuMs(), allCpuMs()];
    const ownMs = [...own].reduce((sum, [pid, usedMs]) => sum + usedMs - (this.own.get(pid) ?? 0), 0);
    const foreignMs = own.size > 0 ? all - this.all - ownMs : 0;
    [this.own, this.all] = [own, all];
    return foreignMs / (elapsedMs * coreCount());
  }
}

/** Notes when the machine was not ours: what is late then says nothing of the wallet. */
export class MachineWatch {
  readonly stalls: Halt[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly clock: RunClock) {}

  begin(): void {
    const foreign = new ForeignUse();
    let lookedAtMs = this.clock.nowMs;
    this.timer = setInterval(() => {
      const { nowMs } = this.clock;
      const elapsedMs = nowMs - lookedAtMs;
      if (foreign.since(elapsedMs) > foreignShare || elapsedMs > everyMs + toleranceMs)
        this.stalls.push({ fromMs: lookedAtMs, untilMs: nowMs + aftermathMs });
      lookedAtMs = nowMs;
    }, everyMs);
  }

  end(): void {
    clearInterval(this.timer);
  }

  /** How much of the time was not ours, of `totalMs`. */
  stalledShare(totalMs: number): number {
    const stalledMs = this.stalls.reduce((sum, { fromMs, untilMs }) => sum + untilMs - aftermathMs - fromMs, 0);
    return totalMs > 0 ? stalledMs / totalMs : 0;
  }
}
