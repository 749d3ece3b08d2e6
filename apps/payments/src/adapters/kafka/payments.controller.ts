import {
  cancelPayment,
  customerFacts,
  evaluatePayment,
  inquirePayment,
  keepCodeRules,
  openOrder,
  payByToken,
  proposeOtp,
  recallPayment,
  refundPayment,
  settlePayment,
  showCodeBook,
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
const ofBatches = { evaluatePayment, ...orderTopics };

/** Of no customer, and rare: what gateways know of codes. */
const codeTopics = { keepCodeRules, showCodeBook };
const atOnce = 2;

export const paymentsTopics = { ...ofBatches, ...codeTopics };

/** Every topic that payments handles, by its use case. */
export const paymentsController = (useCases: InBatches<typeof ofBatches> & OneByOne<typeof codeTopics>) =>
  topicsController(...inBatches(ofBatches, useCases), ...oneByOne(codeTopics, useCases, atOnce));
