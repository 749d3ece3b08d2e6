import {
  cancelPayment,
  confirmOrder,
  customerFacts,
  evaluatePayment,
  inquirePayment,
  keepCodeRules,
  leaveOrder,
  listOrders,
  openOrder,
  payByToken,
  proposeOtp,
  recallPayment,
  recordScannedOrder,
  refundPayment,
  settlePayment,
  showCodeBook,
  showOrder,
} from '@wallet/contracts';
import { inBatches, oneByOne, topicsController, type InBatches, type OneByOne } from '@wallet/messaging';

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
/** By the names of `scanUseCasesOf`. */
const scanTopics = { recordScannedOrder, confirmOrder, leaveOrder, showOrder, listOrders };
const ofBatches = { evaluatePayment, ...orderTopics, ...scanTopics };

/** Of no customer, and rare: what gateways know of codes. */
const codeTopics = { keepCodeRules, showCodeBook };
const atOnce = 2;

export const paymentsTopics = { ...ofBatches, ...codeTopics };

/** Every topic that payments handles, by its use case. */
export const paymentsController = (useCases: InBatches<typeof ofBatches> & OneByOne<typeof codeTopics>) =>
  topicsController(...inBatches(ofBatches, useCases), ...oneByOne(codeTopics, useCases, atOnce));
