import {
  cancelToken,
  challengeCustomer,
  consultAgreement,
  decideConsent,
  evaluateCustomer,
  identifyPayer,
  identifyScanner,
  issueTokens,
  listAgreements,
  paymentFacts,
  prepareAuthorization,
  resolvePayer,
  revokeAgreement,
  showConsent,
  verifyCustomer,
} from '@wallet/contracts';
import { inBatches, oneByOne, topicsController, type InBatches, type OneByOne } from '@wallet/messaging';

const ofBatches = {
  evaluateCustomers: evaluateCustomer,
  identifyOrderPayers: identifyPayer,
  identifyScanners: identifyScanner,
  resolveTokenPayers: resolvePayer,
  makeAgreements: paymentFacts,
};

/** Rare, and each a transaction of its own. */
const ofOne = {
  prepareAuthorization,
  showConsent,
  decideConsent,
  issueTokens,
  cancelToken,
  challengeCustomer,
  verifyCustomer,
  listAgreements,
  consultAgreement,
  unbindAgreement: revokeAgreement,
};
const atOnce = 4;

export const authTopics = { ...ofBatches, ...ofOne };

/** Every topic that auth handles, by its use case. */
export const authController = (useCases: InBatches<typeof ofBatches> & OneByOne<typeof ofOne>) =>
  topicsController(...inBatches(ofBatches, useCases), ...oneByOne(ofOne, useCases, atOnce));
