import { defineScript } from '@wallet/redis';

export const boundScript = defineScript('otp-bound', `return redis.call('HGET', KEYS[1], 'bound')`);
