import type { Command, Handled } from '@wallet/contracts';
import { Contention } from '@wallet/service';

/** The agreements of these access tokens are held by other transactions: their first use cannot be marked now. */
export class LockedTokens extends Contention {
  constructor(readonly hashes: ReadonlySet<string>) {
    super('postgres', new Error(`the agreements of ${hashes.size} access tokens are locked`));
  }
}

/** Handles a batch without those whose tokens are locked: they come again. */
export async function setLockedAside<Payload>(
  batch: readonly Command<Payload>[],
  hashOf: (payload: Payload) => string | undefined,
  handle: (batch: readonly Command<Payload>[]) => Promise<Handled[]>,
): Promise<Handled[]> {
  try {
    return await handle(batch);
  } catch (error) {
    if (!(error instanceof LockedTokens)) throw error;
    const isLocked = ({ payload }: Command<Payload>): boolean => error.hashes.has(hashOf(payload) ?? '');
    const others = batch.filter((command) => !isLocked(command));
    const handled = (others.length > 0 ? await handle(others) : []).values();
    return batch.map((command) => (isLocked(command) ? 'locked' : (handled.next().value ?? 'nothing')));
  }
}
