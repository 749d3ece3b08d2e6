import { Money } from '@wallet/money';
import { DeveloperPin } from './developer-pin';

const orderId = '0b0f1a52-3f0e-4c43-9a54-3f3a2f1f8f11';
interface Presenting {
  readonly type?: 'PIN' | 'BIOMETRY';
  readonly customerId?: string;
}
const payment = (customerId: string) => ({ customerId, orderId, amount: Money.of('KRW', '1000'), merchantName: 'UGG' });

describe("the developer's PIN", () => {
  const open = () => {
    const factor = new DeveloperPin('123456');
    return (value: string, { type = 'PIN', customerId = 'customer-1' }: Presenting = {}) =>
      factor.verdictOn({ type, value }, payment(customerId));
  };

  it('accepts itself and nothing else', async () => {
    const present = open();
    expect(await present('123456')).toBe('accepted');
    for (const value of ['', '12345', '1234567', '123457', '１２３４５６'])
      expect(await present(value)).toMatch(/refused|locked/);
    expect(await open()('123456', { type: 'BIOMETRY' })).toBe('refused');
  });

  it('locks a customer, and no other, after five wrong ones in a row', async () => {
    const present = open();
    for (let round = 0; round < 2; round++) {
      for (let count = 0; count < 4; count++) expect(await present('000000')).toBe('refused');
      if (round === 0) expect(await present('123456')).toBe('accepted');
    }
    expect(await present('000000')).toBe('locked');
    expect(await present('123456')).toBe('locked');
    expect(await present('123456', { customerId: 'customer-2' })).toBe('accepted');
  });
});
