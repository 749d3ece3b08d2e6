import { answers, paymentFacts, sendOtp } from '@wallet/contracts';
import type { ServiceTopics } from '@wallet/messaging';
import { paymentsTopics } from './payments.controller';

export const ownTopics: ServiceTopics = {
  service: 'payments',
  handles: Object.values(paymentsTopics),
  sends: [answers, paymentFacts, sendOtp],
};
