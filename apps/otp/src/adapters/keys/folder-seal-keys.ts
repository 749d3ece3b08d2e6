import type { SealKeys } from '@wallet/contracts';
import type { KeyFolder } from '@wallet/service';

/** The seal's keys from files `seal.<version>.key`, each 32 bytes in base64. */
export class FolderSealKeys implements SealKeys {
  constructor(private readonly folder: KeyFolder) {}

  get current(): string {
    return this.folder.newest('seal')?.version ?? '1';
  }

  key(version: string): Buffer | undefined {
    const content = this.folder.version('seal', version);
    const key = content && Buffer.from(content.toString('utf8'), 'base64');
    return key?.length === 32 ? key : undefined;
  }
}
