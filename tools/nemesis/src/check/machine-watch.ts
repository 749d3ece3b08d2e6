import type { RunClock } from '../clock';
import type { Halt } from './late-answers';

const tickMs = 50;
const toleranceMs = 150;

/** Notes the times in which the machine let this process stand still: what is measured then is the machine, not the wallet. */
export class MachineWatch {
  readonly stalls: Halt[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly clock: RunClock) {}

  begin(): void {
    let tickedAtMs = this.clock.nowMs;
    this.timer = setInterval(() => {
      const { nowMs } = this.clock;
      if (nowMs - tickedAtMs > tickMs + toleranceMs) this.stalls.push({ fromMs: tickedAtMs, untilMs: nowMs });
      tickedAtMs = nowMs;
    }, tickMs);
  }

  end(): void {
    clearInterval(this.timer);
  }
}
