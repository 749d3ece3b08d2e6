import { paymentsEndpoints } from '@wallet/operator-contract';
import type { Cli } from './cli';

export const paymentHelp = "paymentRequestId, paymentId, refundRequestId, refundId, or the orderId of the wallet's app";

/** By which notifier knows it: of a payment, by any of its ids, the paymentRequestId; of an agreement the ids in brackets. */
export async function subjectNamed(cli: Cli, text: string | undefined): Promise<string | undefined> {
  if (text === undefined || text.startsWith('[')) return text;
  const { order } = await cli.client('payments').call(paymentsEndpoints.showPayment, { params: { id: text } });
  return order.paymentRequestId;
}
