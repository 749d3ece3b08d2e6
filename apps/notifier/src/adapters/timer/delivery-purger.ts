import { batchLoop } from '@wallet/service';

/** Forgets old deliveries every minute. */
export const DeliveryPurger = batchLoop('delivery purger', 60_000);
