import { randomUUID } from 'node:crypto';
import {
  authEndpoints,
  type ImportApproval,
  type ImportReport,
  type OperatorEndpoint,
  type OperatorNote,
} from '@wallet/operator-contract';
import type { z } from 'zod';
import type { OperatorCalls } from '../client/client';
import { readCustomerFile, type CustomerLine } from './customer-file';
import { CommandFailed } from '../terminal/exit';
import type { Survey } from './survey-customers';

const rowsPerCall = 1_000;
const quietMs = 2_000;
const remarkEveryMs = 1_000;

const nothing = { created: 0, createdWith: {}, existed: 0 };

export interface ImportSummary extends Omit<ImportReport, 'pending'> {
  /** Present when nobody is created before a second operator has approved it. */
  readonly approval?: ImportApproval;
}

/**
 * Imports a file that was surveyed: auth stages its rows, and decides on the whole of it. After two seconds `remark` gets a
 * line of progress a second.
 */
export class CustomerImport {
  private readonly params = { importId: randomUUID() };
  private readonly rejected: ImportReport['rejected'] = [];
  private lastRemarkAt = Date.now() + quietMs - remarkEveryMs;
  private staged = 0;
  private read = 0;

  constructor(
    private readonly client: OperatorCalls,
    private readonly note: OperatorNote,
    private readonly remark: (text: string) => void,
  ) {}

  /** Throws CommandFailed; importing the file again changes nothing twice. */
  async run(path: string, { rows }: Survey): Promise<ImportSummary> {
    let chunk: CustomerLine[] = [];
    for await (const line of readCustomerFile(path)) {
      chunk.push(line);
      if (chunk.length < rowsPerCall) continue;
      await this.stage(chunk);
      this.showProgress(`${this.read} of ${rows} rows sent`);
      chunk = [];
    }
    await this.stage(chunk);
    return this.submit();
  }

  private async stage(chunk: readonly CustomerLine[]): Promise<void> {
    const rows = chunk.filter((line) => 'customer' in line);
    this.rejected.push(...chunk.filter((line) => 'reason' in line));
    this.read += chunk.length;
    if (rows.length === 0) return;
    const { rejected } = await this.post('rows', authEndpoints.stageRows, { rows });
    this.rejected.push(...rejected);
    this.staged += rows.length - rejected.length;
  }

  /** Goes on until all is done: a large import takes more than one call. */
  private async submit(): Promise<ImportSummary> {
    if (this.staged === 0) return this.summary(nothing);
    for (;;) {
      const { import: found, report } = await this.post('submit', authEndpoints.submitImport, { rows: this.staged });
      const { pending, rejected, ...counts } = report;
      if (found.state === 'APPROVED' && pending > 0) {
        this.showProgress(`${pending} customers left`);
        continue;
      }
      this.rejected.push(...rejected);
      return found.state === 'APPROVED' ? this.summary(counts) : { ...this.summary(counts), approval: found };
    }
  }

  private summary(counts: typeof nothing): ImportSummary {
    return { ...counts, rejected: this.rejected.sort((a, b) => a.line - b.line) };
  }

  private async post<E extends OperatorEndpoint>(
    step: string,
    endpoint: E,
    body: object,
  ): Promise<z.output<E['answer']>> {
    try {
      return await this.client.call(endpoint, { params: this.params, body: { ...body, ...this.note } });
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      const again = `at the step ${step}; importing the file again changes nothing twice`;
      throw new CommandFailed(error.exitCode, `${error.message} (${again})`, error.refusal);
    }
  }

  private showProgress(text: string): void {
    const now = Date.now();
    if (now - this.lastRemarkAt < remarkEveryMs) return;
    this.lastRemarkAt = now;
    this.remark(text);
  }
}
