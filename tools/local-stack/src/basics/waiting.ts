import { setTimeout as sleep } from 'node:timers/promises';

/** Gets one line of progress, without a line end. */
export type Log = (line: string) => void;

/** Awaits `work`; when it takes over 2 s, says so, then again every 15 s. */
export async function withProgress<T>(log: Log, text: string, work: Promise<T>): Promise<T> {
  const startedAt = Date.now();
  let timer = setTimeout(function again() {
    log(`${text} … ${Math.round((Date.now() - startedAt) / 1000)} s`);
    timer = setTimeout(again, 15_000);
  }, 2_000);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}

/** Rejects with `message` when `work` takes longer; `work` itself goes on. */
export async function withTimeout<T>(timeoutMs: number, message: string, work: Promise<T>): Promise<T> {
  const expiry = new AbortController();
  const expired = sleep(timeoutMs, undefined, { signal: expiry.signal }).then(() => {
    throw new Error(message);
  });
  try {
    return await Promise.race([work, expired]);
  } finally {
    expiry.abort();
    expired.catch(() => undefined);
  }
}

/** Tries until `attempt` resolves or the time is up (then throws its last error); `giveUp` may throw to end it early. */
export async function retryFor(timeoutMs: number, attempt: () => Promise<void>, giveUp: () => void): Promise<void> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      giveUp();
      if (Date.now() >= until) throw error;
      await sleep(100);
    }
  }
}
