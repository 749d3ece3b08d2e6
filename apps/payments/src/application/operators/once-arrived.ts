import { setTimeout as pause } from 'node:timers/promises';

const patienceMs = 2_000;
const stepMs = 50;

/**
 * Asks again for so long while `isMissing`: auth may have told of the customer a moment ago, and the account is on its way.
 * Only then is there no such customer. What is missing changes nothing, so each try is the first.
 */
export async function onceArrived<T>(ask: () => Promise<T>, isMissing: (result: T) => boolean): Promise<T> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const result = await ask();
    if (!isMissing(result) || performance.now() >= until) return result;
    await pause(stepMs);
  }
}
