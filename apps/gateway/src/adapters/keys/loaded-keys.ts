import type { KeyFolder, Lifecycle } from '@wallet/service';

/** Loads the key folders before the first call and watches them; a missing key is a wrong setting and stops the start. */
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
