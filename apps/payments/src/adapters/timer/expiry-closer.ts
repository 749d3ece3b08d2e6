import { BatchLoop, type Logger } from '@wallet/service';
import type { CloseExpiredOrders } from '../../application/close-expired-orders';

/** Closes expired orders once a second. */
export class ExpiryCloser extends BatchLoop {
  constructor(closeExpiredOrders: Pick<CloseExpiredOrders, 'execute'>, logger: Logger) {
    super({ name: 'expiry closer', periodMs: 1_000, execute: () => closeExpiredOrders.execute(), logger });
  }
}
