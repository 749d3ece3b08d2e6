import { amountsOf, textOf } from '../../books/amounts';
import type { OrderCodeView } from '../../scan/order-codes';
import type { ScanBehaviour } from '../../scan/scan-behaviour';
import type { JsonObject } from '../../wire/exchange';
import { Notices } from '../notices';
import type { SimulatorClient } from '../simulator-client';
import { Aborted, type Transcript } from '../transcript';
import type { ScannedOrders, ShownOrder } from './scanned-order';
import { describeCall, describeIdentified, describeOrder, describePaid, faultOfCalls, faultOfPaid } from './told';

export interface ScanOptions {
  /** A code that there is; undefined: a merchant makes one. */
  readonly codeValue: string | undefined;
  /** What for, as `POST /scan/order-codes` takes it. */
  readonly wanted: JsonObject;
  /** How Alipay+ answers, one call after another. */
  readonly answers: readonly ScanBehaviour[];
  readonly confirm: boolean;
}

/** The user scans a merchant's code in the wallet's app, looks at the order, and pays it. */
export class Scan {
  constructor(
    private readonly simulator: SimulatorClient,
    private readonly transcript: Transcript,
    private readonly app: ScannedOrders,
    private readonly options: ScanOptions,
  ) {}

  async run(): Promise<void> {
    const scanned = this.options.codeValue ?? (await this.newCode());
    const codeValue = await this.identify(scanned);
    if (codeValue === undefined) return;
    await this.simulator.planScans(codeValue, this.options.answers);
    const order = await this.decode(codeValue);
    if (order !== undefined && this.options.confirm) await this.confirm(order);
  }

  private async newCode(): Promise<string> {
    const made = await this.simulator.makeOrderCode(this.options.wanted);
    this.transcript.note('1 The merchant shows a code', `${made.codeValue}  ${priceOf(made)}`);
    return made.codeValue;
  }

  /** What to ask Alipay+ about; undefined: nothing. */
  private async identify(scanned: string): Promise<string | undefined> {
    const heard = await this.app.identify(scanned);
    const action = 'not' in heard ? undefined : heard.said.action;
    const isRight = this.options.codeValue === undefined ? action === 'DECODE' : action !== undefined;
    this.transcript.note('2 Identify it', describeIdentified(heard), isRight ? undefined : 'expected DECODE');
    this.transcript.requireNoFault();
    if ('not' in heard || action !== 'DECODE') return undefined;
    return heard.said.codeValue ?? scanned;
  }

  /** The order that waits for the user; undefined: none does. */
  private async decode(codeValue: string): Promise<ShownOrder | undefined> {
    const known = (await this.simulator.scanCalls(codeValue)).length;
    const heard = await this.app.pay(codeValue);
    const calls = (await this.simulator.scanCalls(codeValue)).slice(known);
    const asked = `wallet -> Alipay+  userInitiatedPay  ${calls.map(describeCall).join(', ')}`;
    this.transcript.note('3 Ask for its order', asked, faultOfCalls(calls));
    const last = calls.at(-1);
    const paymentRequestId = last?.answer.paymentRequestId;
    if (typeof paymentRequestId === 'string') this.transcript.about({ paymentRequestId });
    this.transcript.note('4 What the user sees', describePaid(heard), faultOfPaid(heard, last));
    this.transcript.requireNoFault();
    const order = 'said' in heard ? heard.said.order : undefined;
    return order?.state === 'waiting' ? order : undefined;
  }

  private async confirm({ orderId }: ShownOrder): Promise<void> {
    const heard = await this.app.confirm(orderId);
    const isPaid = 'said' in heard && heard.said.state === 'succeeded';
    this.transcript.note('5 Confirm with the PIN', describeOrder(heard), isPaid ? undefined : 'expected succeeded');
    this.transcript.requireNoFault();
    const { paymentRequestId } = this.transcript.ids;
    if (paymentRequestId === undefined) throw new Aborted();
    await new Notices(this.simulator, this.transcript).showPayment(paymentRequestId, 'SUCCESS');
    const payment = await this.simulator.payment(paymentRequestId);
    this.transcript.about({ paymentId: payment?.statements.find(({ paymentId }) => paymentId)?.paymentId });
  }
}

function priceOf({ fields }: OrderCodeView): string {
  const { paymentAmount, payToAmount } = amountsOf(fields);
  return `${textOf(paymentAmount)}, settled as ${textOf(payToAmount)}`;
}
