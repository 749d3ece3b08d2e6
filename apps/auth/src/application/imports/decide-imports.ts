import { systemClock, type Clock, type Verdict } from '@wallet/kernel';
import type { OperatorNote } from '@wallet/operator-contract';
import type { CustomerImport, ImportState } from '../../domain/import-approval';
import type { CustomerImports, DecideResult, ImportReport } from '../ports/customer-imports';
import type { ApplyImport } from './apply-import';

/** A second operator looks at the imports that wait, and decides. */
export class DecideImports {
  constructor(
    private readonly imports: Pick<CustomerImports, 'list' | 'get' | 'decide' | 'report'>,
    private readonly applyImport: ApplyImport,
    private readonly clock: Clock = systemClock,
  ) {}

  list(filter: { readonly state?: ImportState; readonly limit: number }): Promise<CustomerImport[]> {
    return this.imports.list(filter, this.clock.now());
  }

  async show(importId: string): Promise<CustomerImport | undefined> {
    const found = await this.imports.get(importId, this.clock.now());
    return found?.needsApproval ? found : undefined;
  }

  report(importId: string): Promise<ImportReport> {
    return this.imports.report(importId);
  }

  /** Approving goes on with it, also when it was approved before. */
  async decide(importId: string, verdict: Verdict, note: OperatorNote): Promise<DecideResult | undefined> {
    const result = await this.imports.decide(importId, verdict, note, this.clock.now());
    if (result?.outcome === 'done' && verdict === 'approve') await this.applyImport.execute(importId);
    return result;
  }
}
