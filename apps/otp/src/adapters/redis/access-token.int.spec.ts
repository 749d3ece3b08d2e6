import { randomUUID } from 'node:crypto';
import type { Answer, TokenBound } from '@wallet/contracts';
import type { HarnessSubject } from '../../../test/harness-subject';
import { OtpHarness, pause } from '../../../test/otp-harness';

const otp = new OtpHarness();
beforeAll(() => otp.start());
afterAll(() => otp.stop());

const sent = (verifyRequestId: string): Answer => ({ outcome: 'done', result: { kind: 'otp-sent', verifyRequestId } });
const notSendable: Answer = { outcome: 'refused', refusal: 'CodeNotSendable' };
const fault: Answer = { outcome: 'unknown', reason: 'fault' };
const verified: Answer = { outcome: 'done', result: { kind: 'verified' } };
const wrong: Answer = { outcome: 'unknown', reason: 'otp-wrong' };
const exhausted: Answer = { outcome: 'refused', refusal: 'CodeInvalid' };

/** A token whose first code was sent under the id `first`. */
async function challenged(
  limits: Parameters<OtpHarness['accessToken']>[0] = {},
  mobileNumber = `+8526${randomUUID()}`,
): Promise<HarnessSubject> {
  const token = otp.accessToken(limits, { mobileNumber });
  expect(await token.send('challenge', 'first')).toEqual(sent('first'));
  return token;
}

describe('a challenge', () => {
  it('sends nothing inside the cool-down and answers the current id', async () => {
    const token = await challenged();
    expect(await token.send('challenge', 'second')).toEqual(sent('first'));
    expect(token.codes()).toHaveLength(1);
  });

  it('sends a new code under a new id after it, which kills the old one; the tries stay', async () => {
    const token = await challenged({ OTP_RESEND_SECONDS: 0 });
    expect(await token.verify(token.wrongCodes(1)[0] ?? '', 'first')).toEqual(wrong);
    expect(await token.send('challenge', 'second')).toEqual(sent('second'));
    const [old = '', newest = ''] = token.codes();
    expect(await token.verify(old, 'second')).toEqual(wrong);
    expect(await token.field('tries')).toBe('2');
    expect(await token.verify(newest, 'second')).toEqual(verified);
  });

  it('is throttled after its sends, and after its tries', async () => {
    const token = await challenged({ OTP_RESEND_SECONDS: 0 });
    for (const id of ['second', 'third']) expect(await token.send('challenge', id)).toEqual(sent(id));
    expect(await token.send('challenge', 'fourth')).toEqual(notSendable);
    expect(token.codes()).toHaveLength(3);

    const guessed = await challenged({ OTP_RESEND_SECONDS: 0 });
    for (const code of guessed.wrongCodes(3)) await guessed.verify(code, 'first');
    expect(await guessed.send('challenge', 'second')).toEqual(notSendable);
    expect(guessed.codes()).toHaveLength(1);
  });

  it('can be repeated at once when the provider refused', async () => {
    const token = otp.accessToken();
    otp.providerSays.push('refused', 'unsent');
    expect(await token.send('challenge', 'first')).toEqual(notSendable);
    expect(await token.send('challenge', 'first')).toEqual(fault);
    expect(await token.send('challenge', 'second')).toEqual(sent('second'));
  });
});

describe('a challenge after a verification', () => {
  it('sends a new code on a fresh record', async () => {
    const token = await challenged({ OTP_RESEND_SECONDS: 0 });
    const [guess = ''] = token.wrongCodes(1);
    expect(await token.verify(guess, 'first')).toEqual(wrong);
    expect(await token.verify(token.newestCode(), 'first')).toEqual(verified);

    expect(await token.send('challenge', 'second')).toEqual(sent('second'));
    const [old = '', newest = ''] = token.codes();
    expect([await token.field('tries'), await token.field('verifiedFor')]).toEqual(['0', null]);
    expect([await token.field('sends'), await token.field('state')]).toEqual(['1', 'sent']);
    expect(Object.keys(await otp.redis.client.hgetall(token.key)).join()).not.toContain('guess:');
    expect(await token.verify(old, 'first')).toEqual(wrong);
    expect(await token.verify(newest, 'second')).toEqual(verified);
  });

  it('makes room also when wrong codes used up the tries meanwhile', async () => {
    const token = await challenged({ OTP_RESEND_SECONDS: 0 });
    await token.verify(token.newestCode(), 'first');
    for (const code of token.wrongCodes(3)) await token.verify(code, 'first');
    expect(await token.send('challenge', 'second')).toEqual(sent('second'));
    expect(await token.verify(token.newestCode(), 'second')).toEqual(verified);
  });

  it('keeps the cool-down', async () => {
    const token = await challenged({ OTP_RESEND_SECONDS: 0.3 });
    await token.verify(token.newestCode(), 'first');
    expect(await token.send('challenge', 'second')).toEqual(sent('first'));
    expect(await token.verify(token.newestCode(), 'first')).toEqual(verified);
    await pause(320);
    expect(await token.send('challenge', 'third')).toEqual(sent('third'));
    expect(await token.send('challenge', 'fourth')).toEqual(sent('third'));
    expect(token.codes()).toHaveLength(2);
  });

  it("keeps the number's counters, and the record when they forbid a message", async () => {
    const mobileNumber = `+8526${randomUUID()}`;
    const token = await challenged({ OTP_RESEND_SECONDS: 0, OTP_SENDS_PER_NUMBER_HOUR: 2 }, mobileNumber);
    await token.verify(token.newestCode(), 'first');
    expect(await token.send('challenge', 'second')).toEqual(sent('second'));
    expect(await otp.redis.client.get(`otp:number:${otp.macs.ofNumber(mobileNumber)}:h`)).toBe('2');
    expect(await token.verify(token.newestCode(), 'second')).toEqual(verified);
    expect(await token.send('challenge', 'third')).toEqual(notSendable);
    expect(await token.verify(token.newestCode(), 'second')).toEqual(verified);
    expect(token.codes()).toHaveLength(2);
  });

  it('sends nothing more when the same command is delivered again', async () => {
    const token = await challenged({ OTP_RESEND_SECONDS: 0 });
    await token.verify(token.newestCode(), 'first');
    expect(await token.send('challenge', 'first')).toEqual(sent('first'));
    expect(token.codes()).toHaveLength(1);
    expect(await token.verify(token.newestCode(), 'first')).toEqual(verified);
  });

  it('sends one code to 50 at once', async () => {
    const token = await challenged({ OTP_RESEND_SECONDS: 1 });
    await token.verify(token.newestCode(), 'first');
    await pause(1_020);
    const answers = await Promise.all(Array.from({ length: 50 }, () => token.send('challenge')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(token.codes()).toHaveLength(2);
    expect(answers[0]).toEqual(sent((await token.field('id')) ?? ''));
  });
});

describe('a verification', () => {
  it('is answered verified again when it is repeated', async () => {
    const token = await challenged();
    for (let check = 0; check < 2; check++) expect(await token.verify(token.newestCode(), 'first')).toEqual(verified);
  });

  it('compares exactly 3 of 200 distinct guesses at once, and is refused after', async () => {
    const token = await challenged();
    const before = await otp.comparisons();
    const answers = await Promise.all(token.wrongCodes(200).map((guess) => token.verify(guess, 'first')));
    const texts = answers.map((answer) => JSON.stringify(answer));
    const count = (answer: Answer) => texts.filter((text) => text === JSON.stringify(answer)).length;
    expect([count(wrong), count(exhausted)]).toEqual([2, 198]);
    expect(await token.verify(token.newestCode(), 'first')).toEqual(exhausted);
    expect((await otp.comparisons()) - before).toBe(3);
  });

  it('is a fault when the code was issued for another agreement or customer', async () => {
    const token = await challenged();
    const bound = token.command.bound as TokenBound;
    for (const other of [
      { ...bound, customerId: 'C-2' },
      { ...bound, agreementId: randomUUID() },
    ]) {
      expect(await token.verify(token.newestCode(), 'first', other)).toEqual(fault);
    }
    expect(await token.verify(token.newestCode(), 'first')).toEqual(verified);
  });

  it('is a fault without a record', async () => {
    expect(await otp.accessToken().verify('123456', 'first')).toEqual(fault);
  });
});
