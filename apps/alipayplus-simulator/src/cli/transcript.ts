import { resultOf, type Exchange, type JsonObject } from '../alipayplus/exchange';
import type { Notification } from '../alipayplus/books';

/** What a run of the CLI saw, step by step; `--json` prints it as it is. */
export interface Step {
  readonly title: string;
  /** Milliseconds since the start of the run. */
  readonly atMs: number;
  readonly exchange?: Exchange;
  readonly notification?: Notification;
  /** What is wrong; absent when the step went as it must. */
  readonly fault?: string;
}

/** Collects the steps and prints each at once, unless JSON is wanted. */
export class Transcript {
  readonly steps: Step[] = [];
  private readonly startedAt = Date.now();

  constructor(private readonly print: (line: string) => void) {}

  get faults(): string[] {
    return this.steps.flatMap(({ title, fault }) => (fault === undefined ? [] : [`${title}: ${fault}`]));
  }

  /** `expected` is the result code that the wallet must answer. */
  exchange(title: string, exchange: Exchange, expected: string): void {
    const fault = faultOf(exchange, expected);
    this.steps.push({ title, atMs: this.now(), exchange, ...(fault && { fault }) });
    this.line(title, `Alipay+ -> wallet  ${exchange.api}`);
    this.print(`${' '.repeat(12)}wallet -> Alipay+  ${summary(exchange)}`);
    if (fault) this.print(`${' '.repeat(12)}WRONG: ${fault}`);
  }

  note(title: string, detail: string, fault?: string): void {
    this.steps.push({ title, atMs: this.now(), ...(fault && { fault }) });
    this.line(title, detail);
    if (fault) this.print(`${' '.repeat(12)}WRONG: ${fault}`);
  }

  notification(notification: Notification, expected: string): void {
    const result = resultOf(notification.body, 'paymentResult');
    const wrong = result?.resultCode === expected ? undefined : `expected ${expected}`;
    const fault = notification.signature === 'valid' ? wrong : 'the signature is not valid';
    this.steps.push({ title: 'Notification', atMs: this.now(), notification, ...(fault && { fault }) });
    this.line('Notification', `wallet -> Alipay+  notifyPayment`);
    this.print(
      `${' '.repeat(12)}${result?.resultStatus} ${result?.resultCode}${details(notification.body)}  signature ${notification.signature}  answered ${notification.answered}`,
    );
    if (fault) this.print(`${' '.repeat(12)}WRONG: ${fault}`);
  }

  private line(title: string, detail: string): void {
    this.print(`${(this.now() / 1_000).toFixed(3).padStart(8)} s  ${title.padEnd(28)}${detail}`);
  }

  private now(): number {
    return Date.now() - this.startedAt;
  }
}

function faultOf({ answer, signature, error }: Exchange, expected: string): string | undefined {
  if (error !== undefined) return `no answer: ${error}`;
  if (signature !== 'valid') return "the answer's signature is not valid";
  const code = resultOf(answer)?.resultCode;
  return code === expected ? undefined : `expected ${expected}, got ${code ?? 'no result'}`;
}

function summary({ answer, signature, durationMs, error }: Exchange): string {
  if (error !== undefined) return `no answer (${error})`;
  const result = resultOf(answer);
  return `${result?.resultStatus} ${result?.resultCode}${details(answer)}  signature ${signature}  ${durationMs} ms`;
}

const shown = ['customerId', 'verifyRequestId', 'paymentId', 'paymentTime'];

function details(body: JsonObject | undefined): string {
  const paymentResult = resultOf(body, 'paymentResult');
  const fields = shown.flatMap((name) => (typeof body?.[name] === 'string' ? [`${name}=${body[name]}`] : []));
  if (paymentResult) fields.unshift(`payment ${paymentResult.resultStatus} ${paymentResult.resultCode}`);
  return fields.map((field) => `  ${field}`).join('');
}
