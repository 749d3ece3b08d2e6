import type { Lifecycle } from '@wallet/service';
import type { KeyFolder } from './key-folder';

/** Loads key folders before anything is served and watches them; a missing key is a wrong setting and stops the start. */
export class LoadedKeys implements Lifecycle {
  readonly name = 'keys';

  constructor(
    private readonly folders: readonly KeyFolder[],
    private readonly required: readonly { require(): void }[],
  ) {}

  start(): Promise<void> {
    for (const folder of this.folders) folder.start();
    for (const keys of this.required) keys.require();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    for (const folder of this.folders) folder.stop();
    return Promise.resolve();
  }
}
