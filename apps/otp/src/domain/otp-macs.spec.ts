import { Money } from '@wallet/money';
import { OtpMacs, type Challenge } from './otp-macs';

const macs = new OtpMacs(Buffer.alloc(32, 7));
const challenge: Challenge = {
  paymentRequestId: 'order-1',
  verifyRequestId: 'verify-1',
  bound: { amount: Money.of('HKD', 12050n), referenceMerchantId: 'M-1', customerId: 'C-1' },
};
const withBound = (bound: Partial<Challenge['bound']>): Challenge => ({
  ...challenge,
  bound: { ...challenge.bound, ...bound },
});

describe('the MAC of a code', () => {
  const mac = macs.ofCode('000123', challenge);

  it('is stable, and tells nothing without the key', () => {
    expect(macs.ofCode('000123', challenge)).toBe(mac);
    expect(new OtpMacs(Buffer.alloc(32, 8)).ofCode('000123', challenge)).not.toBe(mac);
    expect(mac).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, Challenge]>([
    ['the order', { ...challenge, paymentRequestId: 'order-2' }],
    ['the verifyRequestId', { ...challenge, verifyRequestId: 'verify-2' }],
    ['the amount', withBound({ amount: Money.of('HKD', 12051n) })],
    ['the currency', withBound({ amount: Money.of('USD', 12050n) })],
    ['the payee', withBound({ referenceMerchantId: 'M-2' })],
    ['the customer', withBound({ customerId: 'C-2' })],
  ])('changes with %s', (_what, other) => {
    expect(macs.ofCode('000123', other)).not.toBe(mac);
  });

  it.each(['123', '000124', '0000123'])('is another for the code %s', (code) => {
    expect(macs.ofCode(code, challenge)).not.toBe(mac);
  });

  it('keeps neighbouring fields apart', () => {
    const left = withBound({ referenceMerchantId: 'M-1","C', customerId: '1' });
    const right = withBound({ referenceMerchantId: 'M-1', customerId: 'C","1' });
    expect(macs.ofCode('000123', left)).not.toBe(macs.ofCode('000123', right));
  });
});

describe('the MAC of a guess', () => {
  it('is of the order and the code', () => {
    const guess = macs.ofGuess('000123', 'order-1');
    expect(macs.ofGuess('000123', 'order-1')).toBe(guess);
    expect(macs.ofGuess('000124', 'order-1')).not.toBe(guess);
    expect(macs.ofGuess('000123', 'order-2')).not.toBe(guess);
  });
});
