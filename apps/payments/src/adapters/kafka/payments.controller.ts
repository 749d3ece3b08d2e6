import {
  cancelPayment,
  customerFacts,
  evaluatePayment,
  inquirePayment,
  openOrder,
  payByToken,
  proposeOtp,
  recallPayment,
  refundPayment,
  settlePayment,
} from '@wallet/contracts';
import { inBatches, topicsController, type InBatches } from '@wallet/messaging';

/** By the names of `useCasesOf`. */
export const orderTopics = {
  applyCustomerFacts: customerFacts,
  openOrder,
  settlePayment,
  payByToken,
  proposeOtp,
  cancelPayment,
  refundPayment,
  inquirePayment,
  recallPayment,
};
export const paymentsTopics = { evaluatePayment, ...orderTopics };

/** Every topic that payments handles, by its use case. */
export const paymentsController = (useCases: InBatches<typeof paymentsTopics>) =>
  topicsController(...inBatches(paymentsTopics, useCases));
