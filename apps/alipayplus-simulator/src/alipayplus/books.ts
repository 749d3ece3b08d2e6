import { resultOf, type Exchange, type JsonObject, type WireResult } from './exchange';

/** One thing that the wallet said of a payment: an answer to pay, an inquiry's `paymentResult`, or a notification. */
export interface Statement {
  readonly source: 'pay' | 'inquiry' | 'notification';
  readonly at: string;
  readonly status: string;
  readonly code: string;
  readonly paymentId?: string;
}

export interface Notification {
  readonly at: string;
  readonly body: JsonObject;
  readonly signature: 'valid' | 'invalid';
  /** How this simulator answered it. */
  readonly answered: string;
}

export interface BookedPayment {
  readonly paymentRequestId: string;
  readonly statements: Statement[];
  readonly notifications: Notification[];
}

const maxPayments = 200_000;

/** F codes that refuse one request and say nothing of the order. */
const requestRefusals = new Set([
  'ACCESS_DENIED',
  'INVALID_CLIENT',
  'INVALID_SIGNATURE',
  'KEY_NOT_FOUND',
  'PARAM_ILLEGAL',
  'REPEAT_REQ_INCONSISTENT',
]);

/** Alipay+'s own record of every payment, against which the wallet's statements are checked. */
export class Books {
  private readonly payments = new Map<string, BookedPayment>();

  get size(): number {
    return this.payments.size;
  }

  payment(paymentRequestId: string): BookedPayment | undefined {
    return this.payments.get(paymentRequestId);
  }

  /** Evaluations say nothing of a payment and are not booked. */
  bookExchange({ api, request, answer, signature, startedAt }: Exchange): void {
    const isEvaluation = (request.paymentFactor as JsonObject | undefined)?.isPaymentEvaluation === 'true';
    if ((api !== 'pay' && api !== 'inquiryPayment') || isEvaluation || signature !== 'valid') return;
    const result = resultOf(answer, api === 'pay' ? 'result' : 'paymentResult');
    if (!result) return;
    this.open(String(request.paymentRequestId)).statements.push({
      source: api === 'pay' ? 'pay' : 'inquiry',
      at: startedAt,
      ...stated(result, answer),
    });
  }

  bookNotification(notification: Notification): void {
    const { body, signature, at } = notification;
    const paymentRequestId = String(body.paymentRequestId);
    const payment = this.open(paymentRequestId);
    payment.notifications.push(notification);
    const result = resultOf(body, 'paymentResult');
    if (signature === 'valid' && result)
      payment.statements.push({ source: 'notification', at, ...stated(result, body) });
  }

  /** I8 to I10: each line names a payment of which the wallet has said two things that cannot both be true. */
  contradictions(): string[] {
    return [...this.payments.values()].flatMap((payment) => contradictionsOf(payment));
  }

  private open(paymentRequestId: string): BookedPayment {
    const known = this.payments.get(paymentRequestId);
    if (known) return known;
    const payment: BookedPayment = { paymentRequestId, statements: [], notifications: [] };
    this.payments.set(paymentRequestId, payment);
    const oldest = this.payments.keys().next().value;
    if (this.payments.size > maxPayments && oldest !== undefined) this.payments.delete(oldest);
    return payment;
  }
}

function stated(result: WireResult, body: JsonObject | undefined): Pick<Statement, 'status' | 'code' | 'paymentId'> {
  const paymentId = body?.paymentId;
  return {
    status: result.resultStatus,
    code: result.resultCode,
    ...(typeof paymentId === 'string' && { paymentId }),
  };
}

function contradictionsOf({ paymentRequestId, statements }: BookedPayment): string[] {
  const finals = statements.filter(
    ({ status, code }) => status === 'S' || (status === 'F' && !requestRefusals.has(code)),
  );
  const results = new Set(finals.map(({ status, code }) => `${status} ${code}`));
  const paymentIds = new Set(finals.flatMap(({ status, paymentId }) => (status === 'S' ? [paymentId ?? 'none'] : [])));
  const found: string[] = [];
  if (results.size > 1) found.push(`${paymentRequestId}: several final results: ${[...results].join(', ')}`);
  if (paymentIds.size > 1) found.push(`${paymentRequestId}: several payment ids: ${[...paymentIds].join(', ')}`);
  return found;
}
