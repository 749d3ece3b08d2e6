import type { JsonObject } from '../wire/exchange';

/** One call about a code as it came, whatever became of it. */
export interface ScanCall {
  /** ISO 8601. */
  readonly at: string;
  readonly codeValue: string;
  readonly customerId: string;
  /** Byte for byte. */
  readonly rawBody: string;
  readonly signature: 'valid' | 'invalid';
  /** What was planned for it. */
  readonly answered: string;
  /** What was sent or, of one that was to get no answer, would have been. */
  readonly answer: JsonObject;
}

const maxCalls = 20_000;

/** What the wallet has asked about codes, the newest 20,000 calls. */
export class ScanCalls {
  private readonly calls: ScanCall[] = [];

  add(call: ScanCall): void {
    this.calls.push(call);
    if (this.calls.length > maxCalls) this.calls.shift();
  }

  /** The oldest first; of one code, or all. */
  of(codeValue?: string): ScanCall[] {
    return this.calls.filter((call) => codeValue === undefined || call.codeValue === codeValue);
  }
}
