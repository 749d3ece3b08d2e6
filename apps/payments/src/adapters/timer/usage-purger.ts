import { BatchLoop, type Logger } from '@wallet/service';
import type { PurgeUsage } from '../../application/purge-usage';

/** Forgets the usage of old days every minute. */
export class UsagePurger extends BatchLoop {
  constructor(purgeUsage: Pick<PurgeUsage, 'execute'>, logger: Logger) {
    super({ name: 'usage purger', periodMs: 60_000, execute: () => purgeUsage.execute(), logger });
  }
}
