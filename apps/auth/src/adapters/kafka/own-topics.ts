import {
  agreementFacts,
  answers,
  checkOtp,
  customerFacts,
  evaluatePayment,
  openOrder,
  payByToken,
  recordScannedOrder,
  sendOtp,
} from '@wallet/contracts';
import type { ServiceTopics } from '@wallet/messaging';
import { authTopics } from './auth.controller';

export const ownTopics: ServiceTopics = {
  service: 'auth',
  handles: Object.values(authTopics),
  sends: [
    agreementFacts,
    answers,
    checkOtp,
    customerFacts,
    evaluatePayment,
    openOrder,
    payByToken,
    recordScannedOrder,
    sendOtp,
  ],
};
