import { batchLoop } from '@wallet/service';

/** Closes expired orders once a second. */
export const ExpiryCloser = batchLoop('expiry closer', 1_000);
