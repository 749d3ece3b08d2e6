import { guardedScript } from './key-guard';

/**
 * Decides whether a code is to be sent, and if so stores its MAC and counts the send.
 * States: `issued` (given to the provider, outcome not known), `sent`, `unsent` (an id without a live code: throttled or
 * refused by the provider). KEYS: record; what the keys of number, prefix, country, account and, if there is one, merchant
 * begin with. Answers kind, id, of `send` the life in ms and of `throttled` whether the limit holds for as long as the
 * subject, whether the current code is known to have been sent, and at last: of `throttled` the limit, of `send` how many
 * went to its country today, if that has a budget (below 0: none).
 */
export const issueScript = guardedScript(
  'otp-issue',
  `
local limits, expires = cjson.decode(ARGV[1]), tonumber(ARGV[2])
local purpose, proposed, made_for, mac, bound, bar, calling_code = unpack(ARGV, 3, 9)
local number, prefix, country, account, merchant = unpack(KEYS, 2, 6)
local hour, day = 3600000, 86400000

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local field = redis.call('HMGET', KEYS[1], 'id', 'state', 'tries', 'sends', 'lastSendAt', 'verifiedFor')
local current, state, verified = field[1], field[2], field[6]
local tries, sends, age = tonumber(field[3] or 0), tonumber(field[4] or 0), now - tonumber(field[5] or 0)
local delivered = (state == 'sent' or verified) and 1 or 0

local function keep() return { 'keep', current, 0, delivered, '' } end
local function throttled(limit, lasts)
  return { 'throttled', current or proposed, lasts and 1 or 0, delivered, limit }
end
local function adopt(id, new_state)
  redis.call('HSET', KEYS[1], 'id', id, 'state', new_state, 'tries', tries, 'sends', sends, 'bound', bound,
    'account', account, 'prefix', prefix)
  redis.call('PEXPIREAT', KEYS[1], expires + 60000)
end

if now >= expires then return throttled('expired') end

local first = purpose == 'first'
local repeated = first or proposed == current
local renews = purpose == 'challenge' and verified and not repeated and age >= limits.OTP_RESEND_SECONDS * 1000
if renews then
  state, tries, sends = nil, 0, 0
else
  if tries >= limits.OTP_MAX_TRIES then return throttled('tries', true) end
  if verified then return keep() end
end

if state == 'sent' and repeated then return keep() end
if state == 'issued' and repeated and age <= limits.SMS_TIMEOUT_MS then return keep() end
if (state == 'sent' or state == 'issued') and not repeated and age < limits.OTP_RESEND_SECONDS * 1000 then
  return keep()
end
if sends >= limits.OTP_MAX_SENDS then return throttled('sends', true) end

local id = proposed
if first and current then id = current end
if made_for ~= id then return { 'make', id, 0, delivered, '' } end

local windows = {
  { number .. ':h', limits.OTP_SENDS_PER_NUMBER_HOUR, hour, 'number' },
  { number .. ':d', limits.OTP_SENDS_PER_NUMBER_DAY, day, 'number' },
  { prefix .. ':w', limits.OTP_SENDS_PER_PREFIX, limits.OTP_PREFIX_WINDOW_SECONDS * 1000, 'prefix' },
}
local budget = limits.OTP_COUNTRY_BUDGETS[calling_code] or limits.OTP_SENDS_PER_COUNTRY_DAY
if budget then table.insert(windows, { country .. ':d', budget, day, 'country' }) end
if merchant then
  table.insert(windows, 1, { merchant .. ':h', limits.OTP_SENDS_PER_MERCHANT_HOUR, hour, 'merchant' })
end
local account_blocked, prefix_blocked, prefix_sends = unpack(
  redis.call('MGET', account .. ':blocked', prefix .. ':blocked', prefix .. ':sends'))

local function outlives_subject(key)
  local left = redis.call('PTTL', key)
  return left < 0 or now + left >= expires
end

local function limit_reached()
  if bar ~= '' then return bar, bar ~= 'provider' end
  if account_blocked then return 'account', outlives_subject(account .. ':blocked') end
  if prefix_blocked then return 'prefix-blocked', outlives_subject(prefix .. ':blocked') end
  local full, lasts
  for _, window in ipairs(windows) do
    if tonumber(redis.call('GET', window[1]) or 0) >= window[2] then
      full, lasts = full or window[4], lasts or outlives_subject(window[1])
    end
  end
  if full then return full, lasts end
  local least_back = math.ceil(limits.OTP_CONVERSION_SENDS * limits.OTP_CONVERSION_PERCENT / 100)
  local is_judged = least_back > 0 and tonumber(prefix_sends or 0) >= limits.OTP_CONVERSION_SENDS
  if is_judged and redis.call('BITCOUNT', prefix .. ':back') < least_back then
    local block = limits.OTP_PREFIX_BLOCK_SECONDS * 1000
    redis.call('SET', prefix .. ':blocked', 1, 'PX', block)
    redis.call('DEL', prefix .. ':sends', prefix .. ':back')
    return 'conversion', now + block >= expires
  end
end

local limit, lasts = limit_reached()
if limit then
  if first and not current then adopt(proposed, 'unsent') end
  return throttled(limit, lasts)
end

local of_country = 0
for _, window in ipairs(windows) do
  local counted = redis.call('INCR', window[1])
  if counted == 1 then redis.call('PEXPIRE', window[1], window[3]) end
  if window[4] == 'country' then of_country = counted end
end
local slot = redis.call('INCR', prefix .. ':sends')
redis.call('SETBIT', prefix .. ':back', slot % limits.OTP_CONVERSION_SENDS, 0)
redis.call('PEXPIRE', prefix .. ':sends', day)
redis.call('PEXPIRE', prefix .. ':back', day)

local life = math.min(limits.OTP_LIFE_SECONDS * 1000, expires - now)
sends = sends + 1
if renews then redis.call('DEL', KEYS[1]) end
adopt(id, 'issued')
redis.call('HSET', KEYS[1], 'mac', mac, 'codeExpiresAt', now + life, 'lastSendAt', now, 'slot', slot)
return { 'send', id, life, 0, of_country }
`,
);
