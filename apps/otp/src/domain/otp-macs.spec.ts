import { OtpMacs, type Challenge } from './otp-macs';
import type { Subject } from './subject';

const macs = new OtpMacs(Buffer.alloc(32, 7));
const subject: Subject = { kind: 'order', id: 'order-1' };
const challenge: Challenge = { subject, verifyRequestId: 'verify-1', bound: '["12050","HKD","M-1","C-1"]' };

describe('the MAC of a code', () => {
  const mac = macs.ofCode('000123', challenge);

  it('is stable, and tells nothing without the key', () => {
    expect(macs.ofCode('000123', challenge)).toBe(mac);
    expect(new OtpMacs(Buffer.alloc(32, 8)).ofCode('000123', challenge)).not.toBe(mac);
    expect(mac).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, Challenge]>([
    ['the order', { ...challenge, subject: { kind: 'order', id: 'order-2' } }],
    ['the kind of subject', { ...challenge, subject: { kind: 'auth-code', id: 'order-1' } }],
    ['the verifyRequestId', { ...challenge, verifyRequestId: 'verify-2' }],
    ['the bound values', { ...challenge, bound: '["12051","HKD","M-1","C-1"]' }],
  ])('changes with %s', (_what, other) => {
    expect(macs.ofCode('000123', other)).not.toBe(mac);
  });

  it.each(['123', '000124', '0000123'])('is another for the code %s', (code) => {
    expect(macs.ofCode(code, challenge)).not.toBe(mac);
  });

  it('keeps neighbouring inputs apart', () => {
    const left: Challenge = { ...challenge, subject: { kind: 'order', id: 'order-1","v' }, verifyRequestId: '1' };
    const right: Challenge = { ...challenge, verifyRequestId: 'v","1' };
    expect(macs.ofCode('000123', left)).not.toBe(macs.ofCode('000123', right));
  });
});

describe('the MAC of a guess', () => {
  it('is of the subject and the code', () => {
    const guess = macs.ofGuess('000123', subject);
    expect(macs.ofGuess('000123', { ...subject })).toBe(guess);
    expect(macs.ofGuess('000124', subject)).not.toBe(guess);
    expect(macs.ofGuess('000123', { kind: 'order', id: 'order-2' })).not.toBe(guess);
    expect(macs.ofGuess('000123', { kind: 'access-token', id: 'order-1' })).not.toBe(guess);
  });
});
