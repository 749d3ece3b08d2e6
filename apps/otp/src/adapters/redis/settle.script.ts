import { defineScript } from '@wallet/redis';

/**
 * What became of the code with this MAC. A definite refusal of the provider frees the cool-down and the send; the
 * number's counters stay, they count attempts.
 */
export const settleScript = defineScript(
  'otp-settle',
  `
local field = redis.call('HMGET', KEYS[1], 'mac', 'state', 'verifiedFor')
if field[1] ~= ARGV[1] or field[2] ~= 'issued' then return 0 end
if ARGV[2] == 'sent' then
  redis.call('HSET', KEYS[1], 'state', 'sent')
elseif not field[3] then
  redis.call('HSET', KEYS[1], 'state', 'unsent')
  redis.call('HDEL', KEYS[1], 'mac', 'lastSendAt')
  redis.call('HINCRBY', KEYS[1], 'sends', -1)
end
return 1
`,
);
