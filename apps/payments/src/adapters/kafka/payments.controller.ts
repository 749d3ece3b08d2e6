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

const byUseCase = {
  evaluatePayment,
  openOrder,
  proposeOtp,
  settlePayment,
  payByToken,
  recallPayment,
  inquirePayment,
  cancelPayment,
  refundPayment,
  applyCustomerFacts: customerFacts,
};

/** Every topic that payments handles, by its use case. */
export const paymentsController = (useCases: InBatches<typeof byUseCase>) =>
  topicsController(...inBatches(byUseCase, useCases));
