import { defineScript } from '@wallet/redis';

/**
 * Decides whether a code is to be sent, and if so stores its MAC and counts the send.
 * States: `issued` (given to the provider, outcome not known), `sent`, `unsent` (an id without a live code: throttled or
 * refused by the provider). KEYS: record, the number's sends of the hour and of the day. Answers kind, id, life in ms,
 * and whether the current code is known to have been sent.
 */
export const issueScript = defineScript(
  'otp-issue',
  `
local purpose, proposed, made_for, mac, bound = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local expires, code_life = tonumber(ARGV[6]), tonumber(ARGV[7])
local resend_after, sms_timeout = tonumber(ARGV[8]), tonumber(ARGV[9])
local max_tries, max_sends = tonumber(ARGV[10]), tonumber(ARGV[11])
local windows = { { KEYS[2], tonumber(ARGV[12]), 3600000 }, { KEYS[3], tonumber(ARGV[13]), 86400000 } }

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local field = redis.call('HMGET', KEYS[1], 'id', 'state', 'tries', 'sends', 'lastSendAt', 'verifiedFor')
local current, state, verified = field[1], field[2], field[6]
local tries, sends, age = tonumber(field[3] or 0), tonumber(field[4] or 0), now - tonumber(field[5] or 0)
local delivered = (state == 'sent' or verified) and 1 or 0

local function keep() return { 'keep', current, 0, delivered } end
local function throttled() return { 'throttled', current or proposed, 0, delivered } end
local function adopt(id, new_state)
  redis.call('HSET', KEYS[1], 'id', id, 'state', new_state, 'tries', tries, 'sends', sends, 'bound', bound)
  redis.call('PEXPIREAT', KEYS[1], expires + 60000)
end

if now >= expires then return throttled() end

local first = purpose == 'first'
local repeated = first or proposed == current
local renews = purpose == 'challenge' and verified and not repeated and age >= resend_after
if renews then
  state, tries, sends = nil, 0, 0
else
  if tries >= max_tries then return throttled() end
  if verified then return keep() end
end

if state == 'sent' and repeated then return keep() end
if state == 'issued' and repeated and age <= sms_timeout then return keep() end
if (state == 'sent' or state == 'issued') and not repeated and age < resend_after then return keep() end
if sends >= max_sends then return throttled() end

local id = proposed
if first and current then id = current end
if made_for ~= id then return { 'make', id, 0, delivered } end

for _, window in ipairs(windows) do
  if tonumber(redis.call('GET', window[1]) or 0) >= window[2] then
    if first and not current then adopt(proposed, 'unsent') end
    return throttled()
  end
end
for _, window in ipairs(windows) do
  if redis.call('INCR', window[1]) == 1 then redis.call('PEXPIRE', window[1], window[3]) end
end

local life = math.min(code_life, expires - now)
sends = sends + 1
if renews then redis.call('DEL', KEYS[1]) end
adopt(id, 'issued')
redis.call('HSET', KEYS[1], 'mac', mac, 'codeExpiresAt', now + life, 'lastSendAt', now)
return { 'send', id, life, 0 }
`,
);
