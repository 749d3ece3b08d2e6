import type { ApiName, ResultCode } from '@wallet/alipayplus';
import { isEvaluation, type Exchange, type JsonObject } from '../wire/exchange';
import type { WalletCall } from '../conformance/wallet-call';
import { amountsOf } from './amounts';
import {
  addAmounts,
  isDone,
  isRequestRefusal,
  newPayment,
  type BookedPayment,
  type Notification,
  type Scan,
} from './booked-payment';
import { contradictionsOf } from './contradictions';
import { counted, refusalOfNotice, type NoticeCounts } from './notice-check';
import { reported, type ReportedPayment } from './reconciliation';
import { sharedIds } from './shared-ids';
import { inquiryStatement, noticeStatement, payStatement, refundTry, saidBy } from './statements';

const maxPayments = 200_000;

/** Alipay+'s own record of every payment, against which the wallet's statements are checked. */
export class Books {
  private readonly payments = new Map<string, BookedPayment>();
  private counts: NoticeCounts = { received: 0, effects: 0, repeats: 0, repeatsAfterS: 0, refused: 0 };
  private readonly found = new Set<string>();

  constructor(private readonly now: () => number = Date.now) {}

  get size(): number {
    return this.payments.size;
  }

  get noticeCounts(): NoticeCounts {
    return this.counts;
  }

  payment(paymentRequestId: string): BookedPayment | undefined {
    return this.payments.get(paymentRequestId);
  }

  /** Before a call goes out: whatever becomes of it, it may have an effect. Evaluations and inquiries have none. */
  expect(api: ApiName, request: JsonObject): void {
    if (api !== 'pay' && api !== 'cancelPayment' && api !== 'refund') return;
    if (isEvaluation(request)) return;
    const payment = this.open(request);
    if (api === 'cancelPayment') payment.cancelRequestedAt ??= new Date(this.now()).toISOString();
    if (typeof request.paymentExpiryTime === 'string') payment.expiresAt ??= request.paymentExpiryTime;
  }

  bookExchange(exchange: Exchange): void {
    const { api, request } = exchange;
    if (api === 'pay' && !isEvaluation(request)) this.bookPay(exchange);
    if (api === 'inquiryPayment') this.bookInquiry(exchange);
    if (api === 'cancelPayment') this.open(request).cancels.push(saidBy(exchange));
    if (api === 'refund') this.open(request).refunds.push(refundTry(exchange));
  }

  /** What Alipay+ told the wallet of a scanned code: `order` is its answer. */
  bookScan(scan: Scan, order: JsonObject): void {
    const payment = this.open(order);
    payment.scan = scan;
    addAmounts(payment.asked, amountsOf(order));
    if (typeof order.paymentExpiryTime === 'string') payment.expiresAt ??= order.paymentExpiryTime;
  }

  /** Has the wallet said S to it? */
  isPaid(paymentRequestId: string): boolean {
    return this.payments.get(paymentRequestId)?.statements.some(isDone) ?? false;
  }

  /** Why this notice must be refused whatever was planned; undefined when it may be right. */
  refusalOf(call: WalletCall): ResultCode | undefined {
    return refusalOfNotice(call, this.payments.get(String(call.body.paymentRequestId)));
  }

  bookNotification(notification: Notification): void {
    const { body, signature } = notification;
    const payment = this.open(body);
    this.counts = counted(this.counts, notification, payment.notifications);
    payment.notifications.push(notification);
    const statement = signature === 'valid' ? noticeStatement(notification) : undefined;
    if (!statement) return;
    payment.statements.push(statement);
    this.learn(payment, body);
  }

  /** That something was done which no payment can be blamed for. */
  bookFault(fault: string): void {
    this.found.add(fault);
  }

  /** I8 to I10: each line names a payment of which the wallet has said two things that cannot both be true. */
  contradictions(): string[] {
    const payments = [...this.payments.values()];
    return [...this.found, ...payments.flatMap((payment) => contradictionsOf(payment)), ...sharedIds(payments)];
  }

  /** So many payments with ids above `after`, in ascending order of their ids. */
  report(after = '', limit = Number.MAX_SAFE_INTEGER): ReportedPayment[] {
    const ids = [...this.payments.keys()].filter((id) => id > after).sort();
    return ids.slice(0, limit).flatMap((id) => {
      const payment = this.payments.get(id);
      return payment ? [reported(payment)] : [];
    });
  }

  private bookPay(exchange: Exchange): void {
    const payment = this.open(exchange.request);
    const statement = payStatement(exchange);
    payment.statements.push(statement);
    if (!isRequestRefusal(statement)) addAmounts(payment.asked, amountsOf(exchange.request));
    if (exchange.signature === 'valid') this.learn(payment, exchange.answer);
  }

  private bookInquiry(exchange: Exchange): void {
    const statement = inquiryStatement(exchange);
    if (!statement) return;
    const payment = this.open(exchange.request);
    payment.statements.push(statement);
    this.learn(payment, exchange.answer);
  }

  private learn(payment: BookedPayment, body: JsonObject | undefined): void {
    addAmounts(payment.named, amountsOf(body));
    if (typeof body?.customerId === 'string') payment.customerId ??= body.customerId;
  }

  private open(body: JsonObject): BookedPayment {
    const paymentRequestId = String(body.paymentRequestId);
    const known = this.payments.get(paymentRequestId);
    if (known) return known;
    const payment = newPayment(paymentRequestId);
    this.payments.set(paymentRequestId, payment);
    const oldest = this.payments.keys().next().value;
    if (this.payments.size > maxPayments && oldest !== undefined) this.payments.delete(oldest);
    return payment;
  }
}
