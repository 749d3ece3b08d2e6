import { LockedRecords, type Message } from '@wallet/messaging';
import { Contention } from '@wallet/service';

/** The agreements of these access tokens are held by other transactions: their first use cannot be marked now. */
export class LockedTokens extends Contention {
  constructor(readonly hashes: ReadonlySet<string>) {
    super('postgres', new Error(`the agreements of ${hashes.size} access tokens are locked`));
  }
}

/** Handles a batch; records whose tokens are locked are set aside, and the others are handled without them. */
export async function setLockedAside<P>(
  batch: readonly Message<P>[],
  hashOf: (payload: P) => string | undefined,
  handle: (batch: readonly Message<P>[]) => Promise<void>,
): Promise<void> {
  try {
    await handle(batch);
  } catch (error) {
    if (!(error instanceof LockedTokens)) throw error;
    const isLocked = ({ payload }: Message<P>): boolean => error.hashes.has(hashOf(payload) ?? '');
    const others = batch.filter((message) => !isLocked(message));
    if (others.length > 0) await handle(others);
    throw new LockedRecords(batch.filter(isLocked));
  }
}
