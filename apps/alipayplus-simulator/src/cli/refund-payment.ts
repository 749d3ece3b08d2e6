import { orderReference, newRequestId, type Parties } from '../alipayplus/easy-pay-requests';
import { refundRequest } from '../alipayplus/reversal-requests';
import type { WireAmount } from '../books/amounts';
import { reported, type ReportedPayment } from '../books/reconciliation';
import type { SimulatorClient } from './simulator-client';
import type { Transcript } from './transcript';

export interface WantedRefund {
  readonly paymentRequestId: string;
  /** Minor units; absent: what is left. */
  readonly amount?: string | undefined;
  readonly fromAmount?: string | undefined;
  /** Absent: a new one. */
  readonly refundRequestId?: string | undefined;
  readonly reason?: string | undefined;
}

interface RefundedAmounts {
  readonly refundAmount: WireAmount;
  readonly refundFromAmount: WireAmount;
}

/** Refunds a payment that the books know or that an inquiry finds. Resolves with a line that says how to repeat it. Throws Error when it cannot be asked for. */
export async function refundPayment(
  simulator: SimulatorClient,
  transcript: Transcript,
  parties: Parties,
  wanted: WantedRefund,
): Promise<string> {
  const { paymentRequestId, reason: refundReason, refundRequestId = newRequestId() } = wanted;
  const { paymentId, ...payment } = await findPayment(simulator, transcript, parties, paymentRequestId);
  if (paymentId === undefined) throw new Error(`the wallet has named no paymentId for payment ${paymentRequestId}`);
  const amounts = amountsToRefund(payment, wanted);
  const request = refundRequest(parties, { paymentRequestId, paymentId, refundRequestId, ...amounts, refundReason });
  const exchange = await simulator.call('refund', request);
  transcript.exchange('Refund', exchange, 'SUCCESS');
  transcript.requireNoFault();
  return `Refund ${refundRequestId}: repeat it with --refund-request-id ${refundRequestId}`;
}

async function findPayment(
  simulator: SimulatorClient,
  transcript: Transcript,
  parties: Parties,
  paymentRequestId: string,
): Promise<ReportedPayment> {
  const known = await simulator.payment(paymentRequestId);
  const payment = known && reported(known);
  if (payment?.paymentId !== undefined && payment.paymentAmount && payment.payToAmount) return payment;
  const inquiry = await simulator.call('inquiryPayment', orderReference(parties, paymentRequestId));
  transcript.exchange('Inquire the payment', inquiry, 'SUCCESS');
  transcript.requireNoFault();
  const found = await simulator.payment(paymentRequestId);
  if (!found) throw new Error(`nothing is known of payment ${paymentRequestId}`);
  return reported(found);
}

/** In one currency one amount is enough; without any it is what is left. */
function amountsToRefund(payment: Omit<ReportedPayment, 'paymentId'>, wanted: WantedRefund): RefundedAmounts {
  const { paymentRequestId, paymentAmount, payToAmount, refundedAmount, refundedFromAmount } = payment;
  if (!paymentAmount || !payToAmount) throw new Error(`the amounts of payment ${paymentRequestId} are not known`);
  const isOneCurrency = paymentAmount.currency === payToAmount.currency;
  const { amount, fromAmount = isOneCurrency ? amount : undefined } = wanted;
  if ((amount === undefined) !== (fromAmount === undefined))
    throw new Error(
      `the payment is in ${paymentAmount.currency} and ${payToAmount.currency}: give both amounts or none`,
    );
  const refundAmount = amount === undefined ? rest(paymentAmount, refundedAmount) : { ...paymentAmount, value: amount };
  const refundFromAmount =
    fromAmount === undefined ? rest(payToAmount, refundedFromAmount) : { ...payToAmount, value: fromAmount };
  if (refundAmount.value === '0' && refundFromAmount.value === '0')
    throw new Error(`payment ${paymentRequestId} is refunded already: give --amount to ask for more`);
  return { refundAmount, refundFromAmount };
}

function rest(whole: WireAmount, refunded: WireAmount | undefined): WireAmount {
  const left = BigInt(whole.value) - BigInt(refunded?.value ?? 0);
  return { ...whole, value: String(left > 0n ? left : 0n) };
}
