import { markCameBack } from './conversion';
import { guardedScript } from './key-guard';

/**
 * Compares, counts and marks in one step, the right code first. A wrong code seen before costs no try; once verified,
 * the record accepts the same code until it dies. Wrong codes in a row, over all subjects of an account, block it: then
 * nothing is compared, and no block is made longer. Answers the verdict, whether the code was compared, and whether it
 * has blocked the account.
 */
export const checkScript = guardedScript(
  'otp-check',
  `${markCameBack}
local limits = cjson.decode(ARGV[1])
local subject, id, mac, guess = ARGV[2], ARGV[3], ARGV[4], 'guess:' .. ARGV[5]
local field = redis.call('HMGET', KEYS[1], 'id', 'mac', 'codeExpiresAt', 'tries', 'verifiedFor', 'account', 'prefix',
  'slot')
local current, current_mac, code_expires, verified = field[1], field[2], tonumber(field[3] or 0), field[5]
local account = field[6]
if not current then return { 'unavailable', 0, 0 } end

local exhausted = tonumber(field[4]) >= limits.OTP_MAX_TRIES
if exhausted and not verified then return { 'exhausted', 0, 0 } end
if account and not verified and redis.call('EXISTS', account .. ':blocked') == 1 then return { 'blocked', 0, 0 } end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local compared = 0
if id == current then
  compared = 1
  if mac == current_mac and (verified or now < code_expires) then
    if not verified then
      redis.call('HSET', KEYS[1], 'verifiedFor', subject)
      if account then redis.call('DEL', account .. ':wrong') end
      mark_came_back(field[7], tonumber(field[8] or 0), limits.OTP_CONVERSION_SENDS)
    end
    return { 'accepted', compared, 0 }
  end
end
if exhausted then return { 'exhausted', compared, 0 } end

local function counts_against_account()
  if verified or not account then return 0 end
  local wrong = redis.call('INCR', account .. ':wrong')
  redis.call('PEXPIRE', account .. ':wrong', 86400000)
  if wrong < limits.OTP_WRONG_CODES_PER_ACCOUNT then return 0 end
  redis.call('DEL', account .. ':wrong')
  redis.call('SET', account .. ':blocked', 1, 'PX', limits.OTP_ACCOUNT_BLOCK_SECONDS * 1000)
  return 1
end

if redis.call('HSETNX', KEYS[1], guess, 1) == 0 then return { 'wrong', compared, 0 } end
local blocks = counts_against_account()
local tries = redis.call('HINCRBY', KEYS[1], 'tries', 1)
if tries >= limits.OTP_MAX_TRIES then return { 'exhausted', compared, blocks } end
return { 'wrong', compared, blocks }
`,
);
