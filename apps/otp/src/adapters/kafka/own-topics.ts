import { answers, issueTokens, settlePayment } from '@wallet/contracts';
import type { ServiceTopics } from '@wallet/messaging';
import { otpTopics } from './otp.controller';

export const ownTopics: ServiceTopics = {
  service: 'otp',
  handles: Object.values(otpTopics),
  sends: [answers, issueTokens, settlePayment],
};
