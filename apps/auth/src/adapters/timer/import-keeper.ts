import { batchLoop } from '@wallet/service';

/** Looks after staged imports every 30 s. */
export const ImportKeeper = batchLoop('import keeper', 30_000);
