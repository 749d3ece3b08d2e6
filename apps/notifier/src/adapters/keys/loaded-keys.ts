import type { KeyFolder, Lifecycle } from '@wallet/service';
import type { SignatureKeys } from './signature-keys';

/** Loads the keys before the first notice and watches their folder; a missing key stops the start. */
export class LoadedKeys implements Lifecycle {
  readonly name = 'keys';

  constructor(
    private readonly folder: KeyFolder,
    private readonly keys: SignatureKeys,
  ) {}

  start(): Promise<void> {
    this.folder.start();
    this.keys.require();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.folder.stop();
    return Promise.resolve();
  }
}
