import { LocalStackError, reasonOf } from '../basics/local-stack-error';
import type { Log } from '../basics/waiting';
import { tail } from '../processes/child';
import type { ServiceProcess } from '../stack/stack';

const WINDOW_MS = 60_000;
const MOST_RESTARTS = 3;
const FIRST_PAUSE_MS = 1_000;

type Kept = Pick<ServiceProcess, 'name' | 'logFile' | 'restart'>;

/** Starts a process again that died by itself, after 1, 2 and 4 s; the fourth death within a minute is too much. */
export class Keeper {
  /** Rejects with what to look at when a process dies too often. */
  readonly gaveUp: Promise<never>;
  private readonly deaths = new Map<string, number[]>();
  private readonly pauses = new Set<NodeJS.Timeout>();
  private giveUp: (error: Error) => void = () => undefined;
  private stopped = false;

  constructor(private readonly log: Log) {
    this.gaveUp = new Promise((_, reject) => (this.giveUp = reject));
    this.gaveUp.catch(() => undefined);
  }

  /** To be told of each death that nobody asked for; `how` is an exit code or a signal. */
  died(process: Kept, how: string): void {
    if (this.stopped) return;
    const recent = (this.deaths.get(process.name) ?? []).filter((at) => at > Date.now() - WINDOW_MS);
    this.deaths.set(process.name, [...recent, Date.now()]);
    if (recent.length < MOST_RESTARTS) this.startAgain(process, how, recent.length);
    else
      this.giveUp(
        new LocalStackError(
          `${stopped(process, how)}, the last of ${recent.length + 1} times within a minute; ${end(process)}`,
        ),
      );
  }

  /** Starts nothing again from now on. */
  stop(): void {
    this.stopped = true;
    for (const pause of this.pauses) clearTimeout(pause);
  }

  private startAgain(process: Kept, how: string, before: number): void {
    const pauseMs = FIRST_PAUSE_MS * 2 ** before;
    const number = `${before + 1} of ${MOST_RESTARTS} within a minute`;
    this.log(`${stopped(process, how)}, see ${process.logFile}: starting it again in ${pauseMs / 1_000} s (${number})`);
    const pause = setTimeout(() => {
      this.pauses.delete(pause);
      void this.restart(process);
    }, pauseMs);
    this.pauses.add(pause);
  }

  private async restart(process: Kept): Promise<void> {
    const before = this.deaths.get(process.name)?.length;
    try {
      await process.restart();
      this.log(`${process.name} runs again`);
    } catch (error) {
      // One that died meanwhile was told of as a death.
      if (!this.stopped && this.deaths.get(process.name)?.length === before) this.log(reasonOf(error));
    }
  }
}

const stopped = ({ name }: Kept, how: string): string => `${name} stopped by itself (${how})`;
const end = ({ logFile }: Kept): string => `the end of ${logFile}:\n${tail(logFile)}`;
