import { randomUUID } from 'node:crypto';
import type { Answer, SendOtpCommand } from '@wallet/contracts';
import type { HarnessSubject } from '../../../test/harness-subject';
import { OtpHarness, pause } from '../../../test/otp-harness';
import type { SmsResult } from '../../application/sms-sender';

const otp = new OtpHarness();
beforeAll(() => otp.start());
afterAll(() => otp.stop());

const fault: Answer = { outcome: 'unknown', reason: 'fault' };
const throttled: Answer = { outcome: 'unknown', reason: 'throttled' };

function prepared({ command }: HarnessSubject, verifyRequestId = 'first'): Answer {
  const { sealedAuthCode } = command as Extract<SendOtpCommand, { subject: 'auth-code' }>;
  return { outcome: 'done', result: { kind: 'prepared', verifyRequestId, sealedAuthCode } };
}

/** An authCode whose code was sent under the id `first`. */
async function opened(limits: Parameters<OtpHarness['authCode']>[0] = {}): Promise<HarnessSubject> {
  const authCode = otp.authCode(limits);
  await authCode.send('first', 'first');
  return authCode;
}

describe('prepare', () => {
  it('sends one code and keeps its id over repeats and redeliveries', async () => {
    const authCode = otp.authCode();
    for (const id of ['first', 'second', 'first']) expect(await authCode.send('first', id)).toEqual(prepared(authCode));
    expect(authCode.codes()).toHaveLength(1);
    expect(await authCode.field('state')).toBe('sent');
    const leftMs = await otp.redis.client.pttl(authCode.key);
    expect(Math.abs(Date.now() + leftMs - Date.parse(authCode.command.expiresAt) - 60_000)).toBeLessThan(1_000);
  });

  it('sends one code to 50 at once; the others are told the same, or that it is not known yet', async () => {
    const authCode = otp.authCode();
    const answers = await Promise.all(Array.from({ length: 50 }, () => authCode.send('first')));
    expect(authCode.codes()).toHaveLength(1);
    const id = await authCode.field('id');
    const allowed = [prepared(authCode, id ?? ''), fault];
    for (const answer of answers) expect(allowed).toContainEqual(answer);
    expect(answers).toContainEqual(allowed[0]);
    expect(await authCode.send('first')).toEqual(allowed[0]);
  });

  it('is not known to be sent while another call hands the message to the provider', async () => {
    const authCode = otp.authCode();
    let deliver = (_result: SmsResult): void => undefined;
    otp.providerSays.push(new Promise((resolve) => (deliver = resolve)));
    const under = authCode.send('first', 'first');
    while (authCode.codes().length === 0) await pause(5);
    expect(await authCode.send('first', 'second')).toEqual(fault);
    deliver('sent');
    expect(await under).toEqual(prepared(authCode));
    expect(await authCode.send('first', 'third')).toEqual(prepared(authCode));
    expect(authCode.codes()).toHaveLength(1);
  });

  it('is healed by its repeat, under the same id, after the provider refused', async () => {
    const authCode = otp.authCode();
    otp.providerSays.push('refused', 'refused');
    expect(await authCode.send('first', 'first')).toEqual(fault);
    expect(await authCode.send('first', 'second')).toEqual(fault);
    expect(await authCode.send('first', 'third')).toEqual(prepared(authCode));
    expect([await authCode.field('sends'), await authCode.field('state')]).toEqual(['1', 'sent']);
    expect(await authCode.check(authCode.newestCode(), 'first')).toBe('accepted');
  });

  it('is healed once the provider has been silent for its time, and not before', async () => {
    const authCode = otp.authCode({ SMS_TIMEOUT_MS: 100 });
    otp.providerSays.push('unknown');
    expect(await authCode.send('first', 'first')).toEqual(fault);
    expect(await authCode.send('first', 'second')).toEqual(fault);
    expect(authCode.codes()).toHaveLength(1);
    await pause(150);
    expect(await authCode.send('first', 'third')).toEqual(prepared(authCode));
    const [lost = '', newest = ''] = authCode.codes();
    expect(await authCode.check(lost, 'first')).toBe('wrong');
    expect(await authCode.check(newest, 'first')).toBe('accepted');
  });

  it('is known to be sent once its code came back, whatever the provider said', async () => {
    const authCode = otp.authCode();
    otp.providerSays.push('unknown');
    expect(await authCode.send('first', 'first')).toEqual(fault);
    expect(await authCode.check(authCode.newestCode(), 'first')).toBe('accepted');
    expect(await authCode.send('first', 'second')).toEqual(prepared(authCode));
    expect(authCode.codes()).toHaveLength(1);
  });

  it("is throttled by its number's other messages, and healed after", async () => {
    const mobileNumber = `+8526${randomUUID()}`;
    for (let send = 0; send < 5; send++) await otp.order({}, { mobileNumber }).send('first');
    const authCode = otp.authCode({}, { mobileNumber });
    expect(await authCode.send('first', 'first')).toEqual(throttled);
    expect(authCode.codes()).toHaveLength(5);
    await otp.redis.client.del(`otp:number:${otp.macs.ofNumber(mobileNumber)}:h`);
    expect(await authCode.send('first', 'second')).toEqual(prepared(authCode));
  });

  it('is throttled once its sends were lost', async () => {
    const authCode = otp.authCode({ SMS_TIMEOUT_MS: 20 });
    otp.providerSays.push('unknown', 'unknown', 'unknown');
    for (let send = 0; send < 3; send++) {
      expect(await authCode.send('first')).toEqual(fault);
      await pause(40);
    }
    expect(await authCode.send('first')).toEqual(throttled);
    expect(authCode.codes()).toHaveLength(3);
  });

  it('is answered as before, and sends nothing, when the tries are used up', async () => {
    const authCode = await opened();
    for (const code of authCode.wrongCodes(3)) await authCode.check(code, 'first');
    expect(await authCode.send('first', 'second')).toEqual(prepared(authCode));
    expect(authCode.codes()).toHaveLength(1);
    expect(await authCode.check(authCode.newestCode(), 'first')).toBe('exhausted');
  });
});

describe("a check of an authCode's code", () => {
  it('tells auth what the code was issued for, and again when it is repeated', async () => {
    const authCode = await opened();
    for (let check = 0; check < 2; check++) {
      const { forwarded, answers } = await authCode.told(authCode.newestCode(), 'first');
      const { bound } = authCode.command;
      const verification = { verdict: 'accepted', verifyRequestId: 'first', bound };
      const grant = { kind: 'verification-code', authCodeHash: authCode.id, verification };
      expect(forwarded.map(({ payload }) => payload)).toEqual([{ authClientId: 'A-1', grant }]);
      expect(answers).toEqual([]);
    }
  });

  it('compares exactly 3 of 200 distinct guesses at once, and no later one', async () => {
    const authCode = await opened();
    const before = await otp.comparisons();
    const verdicts = await Promise.all(authCode.wrongCodes(200).map((guess) => authCode.check(guess, 'first')));
    const count = (verdict: string) => verdicts.filter((each) => each === verdict).length;
    expect([count('wrong'), count('exhausted'), count('accepted')]).toEqual([2, 198, 0]);
    expect(await authCode.check(authCode.newestCode(), 'first')).toBe('exhausted');
    expect((await otp.comparisons()) - before).toBe(3);
  });

  it('does nothing after its deadline: no try, no verification, no word to auth', async () => {
    const authCode = await opened();
    const deadline = new Date(Date.now() - 1);
    for (const code of [authCode.newestCode(), ...authCode.wrongCodes(1)]) {
      const { forwarded, answers } = await authCode.told(code, 'first', { deadline });
      expect([forwarded, answers]).toEqual([[], []]);
    }
    expect([await authCode.field('tries'), await authCode.field('verifiedFor')]).toEqual(['0', null]);
  });

  it('finds a changed client, agreement or customer: the code is another', async () => {
    for (const field of [0, 1, 2]) {
      const authCode = await opened();
      const bound = JSON.parse((await authCode.field('bound')) ?? '') as string[];
      await otp.redis.client.hset(authCode.key, 'bound', JSON.stringify(bound.with(field, '99')));
      expect(await authCode.check(authCode.newestCode(), 'first')).toBe('wrong');
    }
  });

  it("takes another authCode's code for wrong, and one without a record for unavailable", async () => {
    const [authCode, other] = [await opened(), await opened()];
    expect(await authCode.check(other.newestCode(), 'first')).toBe('wrong');
    expect(await otp.authCode().check('123456', 'first')).toBe('unavailable');
  });
});
