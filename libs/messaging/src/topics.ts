import {
  answers,
  checkOtp,
  customerFacts,
  evaluateCustomer,
  evaluatePayment,
  identifyPayer,
  inquirePayment,
  openOrder,
  paymentFacts,
  proposeOtp,
  recallPayment,
  sendOtp,
  settlePayment,
  type Topic,
} from '@wallet/contracts';

/** Every topic of the system; each process creates what is missing at boot. */
export const topics = [
  answers,
  checkOtp,
  customerFacts,
  evaluateCustomer,
  evaluatePayment,
  identifyPayer,
  inquirePayment,
  openOrder,
  paymentFacts,
  proposeOtp,
  recallPayment,
  sendOtp,
  settlePayment,
] satisfies readonly Topic<unknown>[];

/** Where a service puts the records that it can never handle. */
export const deadLetterTopic = (service: string): string => `${service}.record.dead-letter.v1`;
