import { defineScript } from '@wallet/redis';

/**
 * Compares, counts and marks in one step, the right code first. A wrong code seen before costs no try; once verified,
 * the record accepts the same code until it dies. Answers the verdict and whether the code was compared.
 */
export const checkScript = defineScript(
  'otp-check',
  `
local subject, id, mac, guess, max_tries = ARGV[1], ARGV[2], ARGV[3], 'guess:' .. ARGV[4], tonumber(ARGV[5])
local field = redis.call('HMGET', KEYS[1], 'id', 'mac', 'codeExpiresAt', 'tries', 'verifiedFor')
local current, current_mac, code_expires, verified = field[1], field[2], tonumber(field[3] or 0), field[5]
if not current then return { 'unavailable', 0 } end

local exhausted = tonumber(field[4]) >= max_tries
if exhausted and not verified then return { 'exhausted', 0 } end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local compared = 0
if id == current then
  compared = 1
  if mac == current_mac and (verified or now < code_expires) then
    redis.call('HSET', KEYS[1], 'verifiedFor', subject)
    return { 'accepted', compared }
  end
end
if exhausted then return { 'exhausted', compared } end

if redis.call('HSETNX', KEYS[1], guess, 1) == 0 then return { 'wrong', compared } end
if redis.call('HINCRBY', KEYS[1], 'tries', 1) >= max_tries then return { 'exhausted', compared } end
return { 'wrong', compared }
`,
);
