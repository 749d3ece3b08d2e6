import { BatchLoop, type Logger } from '@wallet/service';
import type { KeepImports } from '../../application/imports/keep-imports';

/** Looks after staged imports every 30 s. */
export class ImportKeeper extends BatchLoop {
  constructor(keepImports: Pick<KeepImports, 'execute'>, logger: Logger) {
    super({ name: 'import keeper', periodMs: 30_000, execute: () => keepImports.execute(), logger });
  }
}
