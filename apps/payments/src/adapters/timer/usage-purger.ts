import { batchLoop } from '@wallet/service';

/** Forgets the usage of old days every minute. */
export const UsagePurger = batchLoop('usage purger', 60_000);
