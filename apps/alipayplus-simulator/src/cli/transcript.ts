import type { AuthNotice } from '../books/agreement';
import { resultOf, type Exchange, type JsonObject } from '../wire/exchange';
import type { Notification } from '../books/booked-payment';
import type { KnownIds } from '../wire/known-ids';
import { inPart } from '../wire/secrets';

/** What a run of the CLI saw, step by step; `--json` prints it as it is. */
export interface Step {
  readonly title: string;
  /** Milliseconds since the start of the run. */
  readonly atMs: number;
  readonly exchange?: Exchange;
  readonly notification?: Notification;
  readonly authNotice?: AuthNotice;
  /** Of any other step. */
  readonly detail?: string;
  /** What is wrong; absent when the step went as it must. */
  readonly fault?: string;
}

/** The last step was wrong, and there is no going on. */
export class Aborted extends Error {}

/** Collects the steps and prints each at once, unless JSON is wanted. */
export class Transcript {
  readonly steps: Step[] = [];
  /** Of what the run is about; a `paymentId` is taken from the answers. */
  ids: KnownIds = {};
  private readonly startedAt = Date.now();

  constructor(private readonly print: (line: string) => void) {}

  get faults(): string[] {
    return this.steps.flatMap(({ title, fault }) => (fault === undefined ? [] : [`${title}: ${fault}`]));
  }

  /** Throws Aborted if a step was wrong. */
  requireNoFault(): void {
    if (this.faults.length > 0) throw new Aborted();
  }

  /** `expected` is the result code that the wallet must answer. */
  exchange(title: string, exchange: Exchange, expected: string): void {
    this.addExchange(title, exchange, faultOf(exchange, expected));
  }

  /** One of several that may bring nothing. */
  step(title: string, exchange: Exchange): void {
    this.addExchange(title, exchange, exchange.signature === 'invalid' ? wrongSignature : undefined);
  }

  note(title: string, detail: string, fault?: string): void {
    this.add({ title, detail, fault }, detail);
  }

  notification(notification: Notification, expected: string): void {
    const result = resultOf(notification.body, 'paymentResult');
    const fault = result?.resultCode === expected ? undefined : `expected ${expected}`;
    this.add(
      { title: 'Notification', notification, fault: signatureFault(notification) ?? fault },
      'wallet -> Alipay+  notifyPayment',
      [`${result?.resultStatus} ${result?.resultCode}${details(notification.body)}  ${handling(notification)}`],
    );
  }

  authNotice(authNotice: AuthNotice): void {
    const { body } = authNotice;
    this.add(
      { title: 'Notice of the agreement', authNotice, fault: signatureFault(authNotice) },
      'wallet -> Alipay+  authNotify',
      [`${String(body.authorizationNotifyType)}${details(body)}  ${handling(authNotice)}`],
    );
  }

  about(ids: KnownIds): void {
    this.ids = { ...this.ids, ...ids };
  }

  private addExchange(title: string, exchange: Exchange, fault: string | undefined): void {
    const paymentId = exchange.answer?.paymentId;
    if (typeof paymentId === 'string') this.about({ paymentId });
    this.add(
      { title, exchange, fault: fault ?? breachesOf(exchange) },
      `Alipay+ -> wallet  ${exchange.api}${signedWith(exchange)}`,
      [`wallet -> Alipay+  ${summary(exchange)}`],
    );
  }

  private add(
    { fault, ...step }: Omit<Step, 'atMs' | 'fault'> & { fault: string | undefined },
    detail: string,
    more: readonly string[] = [],
  ): void {
    const atMs = Date.now() - this.startedAt;
    this.steps.push({ ...step, atMs, ...(fault && { fault }) });
    this.print(`${(atMs / 1_000).toFixed(3).padStart(8)} s  ${step.title.padEnd(28)}${detail}`);
    for (const line of more) this.print(`${' '.repeat(12)}${line}`);
    if (fault) this.print(`${' '.repeat(12)}WRONG: ${fault}`);
  }
}

interface Handled {
  readonly signature: string;
  readonly walletKeyVersion?: string;
  readonly breaches?: readonly string[];
  readonly answered: string;
}

const handling = (notice: Handled): string => `${proofOf(notice)}  answered ${notice.answered}`;

const proofOf = ({ signature, walletKeyVersion }: Omit<Handled, 'answered'>): string =>
  `signature ${signature}${walletKeyVersion === undefined ? '' : ` (key ${walletKeyVersion})`}`;

const signatureFault = (notice: Handled): string | undefined =>
  notice.signature === 'valid' ? breachesOf(notice) : 'the signature is not valid';

const breachesOf = ({ breaches }: { readonly breaches?: readonly string[] }): string | undefined =>
  breaches && `a rule of Alipay+ is broken: ${breaches.join('; ')}`;

const signedWith = ({ keyVersion }: Exchange): string => (keyVersion === undefined ? '' : `  key ${keyVersion}`);

const wrongSignature = "the answer's signature is not valid";

function faultOf({ answer, signature, error }: Exchange, expected: string): string | undefined {
  if (error !== undefined) return `no answer: ${error}`;
  if (signature !== 'valid') return wrongSignature;
  const code = resultOf(answer)?.resultCode;
  return code === expected ? undefined : `expected ${expected}, got ${code ?? 'no result'}`;
}

function summary(exchange: Exchange): string {
  const { answer, durationMs, error } = exchange;
  if (error !== undefined) return `no answer (${error})`;
  const result = resultOf(answer);
  return `${result?.resultStatus} ${result?.resultCode}${details(answer)}  ${proofOf(exchange)}  ${durationMs} ms`;
}

const shown = ['customerId', 'userLoginId', 'verifyRequestId', 'paymentId', 'paymentTime', 'refundId', 'refundTime'];
const shownInPart = ['authCode', 'accessToken', 'refreshToken'];

function details(body: JsonObject | undefined): string {
  const paymentResult = resultOf(body, 'paymentResult');
  const field = (name: string, show: (value: string) => string): string[] => {
    const value = body?.[name];
    return typeof value === 'string' ? [`${name}=${show(value)}`] : [];
  };
  const fields = [
    ...(paymentResult ? [`payment ${paymentResult.resultStatus} ${paymentResult.resultCode}`] : []),
    ...shown.flatMap((name) => field(name, (value) => value)),
    ...shownInPart.flatMap((name) => field(name, inPart)),
  ];
  return fields.map((text) => `  ${text}`).join('');
}
