import { systemClock, type Clock } from '@wallet/kernel';
import type { OperatorNote } from '@wallet/operator-contract';
import type { NewCustomer } from '../customers/register-customers';
import type { ReadMobileNumber } from '../customers/mobile-number';
import type { CustomerImports, StageResult } from '../ports/customer-imports';

export type NewRow = NewCustomer & { readonly line: number };

export interface Staged {
  readonly result: StageResult;
  /** Their login ids are not valid mobile numbers; they are not staged. */
  readonly unreadable: readonly number[];
}

/** Takes rows of an import; nothing comes of them before it is submitted. */
export class StageImport {
  constructor(
    private readonly imports: Pick<CustomerImports, 'stage'>,
    private readonly readMobileNumber: ReadMobileNumber,
    private readonly clock: Clock = systemClock,
  ) {}

  async execute(importId: string, rows: readonly NewRow[], note: OperatorNote): Promise<Staged> {
    const read = rows.map(({ loginId, ...row }) => ({ ...row, mobileNumber: this.readMobileNumber(loginId) }));
    const good = read.flatMap(({ mobileNumber, ...row }) => (mobileNumber ? [{ ...row, mobileNumber }] : []));
    const unreadable = read.filter(({ mobileNumber }) => !mobileNumber).map(({ line }) => line);
    return { result: await this.imports.stage(importId, good, note, this.clock.now()), unreadable };
  }
}
