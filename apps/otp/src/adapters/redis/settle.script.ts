import { markCameBack } from './conversion';
import { guardedScript } from './key-guard';

/**
 * What became of the code with this MAC. A definite refusal of the provider frees the cool-down and the send; the
 * counters of number, prefix and country stay, they count attempts. It says nothing against the prefix: its code could
 * not come back.
 */
export const settleScript = guardedScript(
  'otp-settle',
  `${markCameBack}
local limits, mac, result = cjson.decode(ARGV[1]), ARGV[2], ARGV[3]
local field = redis.call('HMGET', KEYS[1], 'mac', 'state', 'verifiedFor', 'prefix', 'slot')
if field[1] ~= mac or field[2] ~= 'issued' then return 0 end
if result == 'sent' then
  redis.call('HSET', KEYS[1], 'state', 'sent')
elseif not field[3] then
  redis.call('HSET', KEYS[1], 'state', 'unsent')
  redis.call('HDEL', KEYS[1], 'mac', 'lastSendAt')
  redis.call('HINCRBY', KEYS[1], 'sends', -1)
  mark_came_back(field[4], tonumber(field[5] or 0), limits.OTP_CONVERSION_SENDS)
end
return 1
`,
);
