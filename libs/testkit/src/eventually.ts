import { setTimeout as pause } from 'node:timers/promises';

const pauseMs = 50;

/** Polls until `check` no longer throws; throws its last error after `timeoutMs` (default 10 s). */
export async function eventually<T>(check: () => Promise<T> | T, { timeoutMs = 10_000 } = {}): Promise<T> {
  const giveUpAt = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
    }
    await pause(pauseMs);
  }
}
