import { systemClock, type Clock } from '@wallet/kernel';
import type { OperatorNote } from '@wallet/operator-contract';
import type { CustomerImports, SubmitResult } from '../ports/customer-imports';
import type { ApplyImport } from './apply-import';

/** All rows are staged: the import is carried out, or waits for a second operator. Repeating it goes on with it. */
export class SubmitImport {
  constructor(
    private readonly imports: Pick<CustomerImports, 'submit'>,
    private readonly applyImport: ApplyImport,
    private readonly clock: Clock = systemClock,
  ) {}

  async execute(importId: string, rows: number, note: OperatorNote): Promise<SubmitResult> {
    const result = await this.imports.submit(importId, rows, note, this.clock.now());
    if (result.outcome === 'submitted' && result.found.state === 'APPROVED') await this.applyImport.execute(importId);
    return result;
  }
}
