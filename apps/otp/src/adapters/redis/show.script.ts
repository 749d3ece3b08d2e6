import { defineScript } from '@wallet/redis';

/** Answers id, state, sends, when the last was sent (0: none counts), wrong codes, whether one was right, and when the record dies. */
export const showScript = defineScript(
  'otp-show',
  `
local field = redis.call('HMGET', KEYS[1], 'id', 'state', 'sends', 'lastSendAt', 'tries', 'verifiedFor')
if not field[1] then return false end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
return { field[1], field[2], tonumber(field[3]), tonumber(field[4] or 0), tonumber(field[5]), field[6] and 1 or 0,
  now + redis.call('PTTL', KEYS[1]) }
`,
);
