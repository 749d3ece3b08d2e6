import { BatchLoop, type Logger } from '@wallet/service';
import type { PurgeDeliveries } from '../../application/purge-deliveries';

/** Forgets old deliveries every minute. */
export class DeliveryPurger extends BatchLoop {
  constructor(purgeDeliveries: Pick<PurgeDeliveries, 'execute'>, logger: Logger) {
    super({ name: 'delivery purger', periodMs: 60_000, execute: () => purgeDeliveries.execute(), logger });
  }
}
