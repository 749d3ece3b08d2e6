import { defineScript } from '@wallet/redis';

export const boundScript = defineScript(
  'otp-bound',
  `return redis.call('HMGET', KEYS[1], 'value', 'currency', 'referenceMerchantId', 'customerId')`,
);
