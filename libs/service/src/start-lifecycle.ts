import { setTimeout as pause } from 'node:timers/promises';
import { ConfigError, errorMessage } from './errors';
import type { Lifecycle } from './lifecycle';
import type { Logger } from './logger';

/** For ever is Infinity. */
export const bootPatienceMs = ({ BOOT_PATIENCE_SECONDS: seconds }: { BOOT_PATIENCE_SECONDS: number }): number =>
  seconds === 0 ? Infinity : seconds * 1_000;

/** Starts it, again and again for `patienceMs` while what it depends on is not there yet. A wrong setting fails at once. */
export async function startLifecycle(
  lifecycle: Lifecycle,
  logger: Logger,
  { patienceMs = 60_000, pauseMs = 1_000 } = {},
): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    try {
      return await lifecycle.start();
    } catch (error) {
      if (error instanceof ConfigError || Date.now() + pauseMs > giveUpAt) throw error;
      logger.warn({ lifecycle: lifecycle.name, reason: errorMessage(error) }, 'cannot start yet');
    }
    await pause(pauseMs);
  }
}
