import { z } from 'zod';
import type { OperatorNote } from './change-command';
import type { OperatorCalls } from './client';
import { readCustomerFile, type CustomerLine } from './customer-file';
import { CommandFailed } from './exit';
import { addBalance, sumsText, type Survey } from './survey-customers';

const rowsPerCall = 1_000;
const quietMs = 2_000;
const remarkEveryMs = 1_000;

const resultSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('created') }),
  z.object({ outcome: z.literal('exists') }),
  z.object({ outcome: z.literal('rejected'), reason: z.string() }),
]);
const answerSchema = z.object({ results: z.array(resultSchema) });

export interface ImportSummary {
  created: number;
  /** The opening balances of those, for humans. */
  createdWith: string;
  existed: number;
  rejected: { readonly line: number; readonly reason: string }[];
}

/** Imports a file that was surveyed. After two seconds `remark` gets a line of progress a second. */
export class CustomerImport {
  private readonly summary: ImportSummary = { created: 0, createdWith: '', existed: 0, rejected: [] };
  private readonly startedAt = Date.now();
  private lastRemarkAt = this.startedAt + quietMs - remarkEveryMs;
  private readonly sums = new Map<string, bigint>();
  private sent = 0;

  constructor(
    private readonly client: OperatorCalls,
    private readonly note: OperatorNote,
    private readonly remark: (text: string) => void,
  ) {}

  /** Throws CommandFailed; what was imported before that stays, and importing the file again is fine. */
  async run(path: string, { rows }: Survey): Promise<ImportSummary> {
    let chunk: CustomerLine[] = [];
    for await (const line of readCustomerFile(path)) {
      chunk.push(line);
      if (chunk.length < rowsPerCall) continue;
      await this.send(chunk);
      this.showProgress(rows);
      chunk = [];
    }
    await this.send(chunk);
    this.summary.rejected.sort((a, b) => a.line - b.line);
    return { ...this.summary, createdWith: sumsText(this.sums) };
  }

  private async send(chunk: readonly CustomerLine[]): Promise<void> {
    const good = chunk.filter((line) => 'customer' in line);
    if (good.length > 0) this.count(good, await this.post(good.map(({ customer }) => customer)));
    this.summary.rejected.push(...chunk.filter((line) => 'reason' in line));
    this.sent += chunk.length;
  }

  private async post(customers: readonly unknown[]): Promise<z.infer<typeof resultSchema>[]> {
    try {
      const body = { customers, ...this.note };
      const answer = answerSchema.refine(({ results }) => results.length === customers.length);
      return (await this.client.post('/operator/v1/customers/import', answer, body)).results;
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      const left = `${this.sent} rows were done before that; importing the file again changes nothing twice`;
      throw new CommandFailed(error.exitCode, `${error.message} (${left})`);
    }
  }

  private count(lines: readonly CustomerLine[], results: readonly z.infer<typeof resultSchema>[]): void {
    results.forEach((result, index) => {
      if (result.outcome === 'created') this.countCreated(lines[index]);
      else if (result.outcome === 'exists') this.summary.existed += 1;
      else this.summary.rejected.push({ line: lines[index]?.line ?? 0, reason: result.reason });
    });
  }

  private countCreated(line: CustomerLine | undefined): void {
    this.summary.created += 1;
    if (line && 'customer' in line) addBalance(this.sums, line.customer);
  }

  private showProgress(total: number): void {
    const now = Date.now();
    if (now - this.lastRemarkAt < remarkEveryMs) return;
    this.lastRemarkAt = now;
    this.remark(`${this.sent} of ${total} rows`);
  }
}
