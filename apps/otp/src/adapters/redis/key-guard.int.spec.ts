import { randomBytes, randomUUID } from 'node:crypto';
import { keyFingerprint } from '@wallet/contracts';
import { RememberedKey } from '@wallet/service';
import { OtpHarness } from '../../../test/otp-harness';
import { OtpMacs } from '../../domain/otp-macs';
import { RedisKeyMemory } from './key-guard';

describe('the key that Redis remembers', () => {
  const otp = new OtpHarness();
  beforeAll(() => otp.start());
  afterAll(() => otp.stop());

  /** The harness in the hands of a pod with a key of its own. */
  function otherPod(): OtpHarness {
    const key = randomBytes(32);
    return Object.assign(Object.create(otp) as OtpHarness, {
      macs: new OtpMacs(key),
      guard: otp.memory.guard(keyFingerprint(key)),
    });
  }

  it('is the one of the first of many at once', async () => {
    const memory = new RedisKeyMemory(otp.redis, randomUUID());
    const all = await Promise.all(Array.from({ length: 50 }, (_, index) => memory.recall(`fingerprint ${index}`)));
    expect(new Set(all).size).toBe(1);
    expect(await memory.recall('another')).toBe(all[0]);
  });

  it('lets no process start with another', async () => {
    const order = otp.order();
    await order.send('first', 'first');
    const setting = 'OTP_KEY_FILE';
    const another = { setting, fingerprint: '00000000', store: 'Redis', memory: otp.memory, logger: console as never };
    await expect(new RememberedKey(another).start()).rejects.toThrow(/^OTP_KEY_FILE .*00000000.*Redis remembers/);
    await new RememberedKey({ ...another, fingerprint: otp.fingerprint }).start();
  });

  it('burns no try in 200 checks with another one, and the right one accepts the code', async () => {
    const order = otp.order();
    await order.send('first', 'first');
    const wrong = otherPod().sharing(order);
    const verdicts = await Promise.all(order.wrongCodes(200).map((code) => wrong.check(code, 'first')));
    expect(new Set(verdicts)).toEqual(new Set(['unavailable']));
    expect(await wrong.check(order.newestCode(), 'first')).toBe('unavailable');
    expect(await order.field('tries')).toBe('0');
    expect(await order.check(order.newestCode(), 'first')).toBe('accepted');
  });

  it('issues and counts nothing with another one', async () => {
    const order = otp.order();
    await order.send('first', 'first');
    const before = await otp.redis.client.hgetall(order.key);
    await expect(otherPod().sharing(order).send('resend', 'second')).rejects.toThrow('remembers another');
    expect(await otp.redis.client.hgetall(order.key)).toEqual(before);
    expect(order.codes()).toHaveLength(1);
  });

  it('is remembered again by the next command when Redis has lost it', async () => {
    await otp.redis.client.del(otp.memory.key);
    const order = otp.order();
    await order.send('first', 'first');
    expect(await otp.redis.client.get(otp.memory.key)).toBe(otp.fingerprint);
    expect(await otp.redis.client.pttl(otp.memory.key)).toBe(-1);
  });
});
