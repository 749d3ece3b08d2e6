import type { Lifecycle } from '@wallet/service';
import type { KeyFolder } from './key-folder';

/** Keys of a folder, as a service uses them. */
interface UsedKeys {
  /** Throws ConfigError when a key is missing. */
  require(): void;
  /** The files may have changed. */
  refresh(): void;
}

/** Loads key folders before anything is served and watches them; a missing key is a wrong setting and stops the start. */
export class LoadedFolders implements Lifecycle {
  readonly name = 'key folders';

  constructor(
    private readonly folders: readonly KeyFolder[],
    private readonly used: readonly UsedKeys[],
  ) {}

  start(): Promise<void> {
    for (const folder of this.folders) folder.start(() => this.refresh());
    for (const keys of this.used) keys.require();
    this.refresh();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    for (const folder of this.folders) folder.stop();
    return Promise.resolve();
  }

  private refresh(): void {
    for (const keys of this.used) keys.refresh();
  }
}
