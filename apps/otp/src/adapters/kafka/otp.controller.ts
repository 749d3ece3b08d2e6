import { checkOtp, sendOtp } from '@wallet/contracts';
import { inBatches, topicsController, type InBatches } from '@wallet/messaging';

const sending = { issueCode: sendOtp };
const checking = { checkCode: checkOtp };
export const otpTopics = { ...sending, ...checking };

/** Every topic that otp handles, by its use case. `concurrency`: of subjects that wait for the provider at once. */
export const otpController = (useCases: InBatches<typeof otpTopics>, concurrency: number) =>
  topicsController(...inBatches(sending, useCases, { maxBatch: 1, concurrency }), ...inBatches(checking, useCases));
