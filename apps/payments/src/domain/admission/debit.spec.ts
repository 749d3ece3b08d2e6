import { Money } from '@wallet/money';
import { decideDebit } from './debit';

const hkd = (value: string): Money => Money.of('HKD', value);
const cny = (value: string): Money => Money.of('CNY', value);

describe('the amount that the customer is debited', () => {
  it.each([
    ['paymentAmount in the wallet currency', hkd('12050'), cny('11000'), hkd('12050')],
    ['payToAmount when only that is', cny('11000'), hkd('12050'), hkd('12050')],
    ['either when both are equal', hkd('12050'), hkd('12050'), hkd('12050')],
    ['more than a JS number holds, exactly', hkd('9007199254740993'), cny('1'), hkd('9007199254740993')],
  ])('is %s', (_case, paymentAmount, payToAmount, debit) => {
    expect(decideDebit({ paymentAmount, payToAmount }, 'HKD')).toEqual({ outcome: 'done', result: debit });
  });

  it.each([
    ['CurrencyNotSupported', 'neither is in the wallet currency', cny('1'), Money.of('USD', '1')],
    ['AmountsInconsistent', 'both are in it and differ', hkd('12050'), hkd('12051')],
    ['AmountsInconsistent', 'both are in one other currency and differ', cny('1'), cny('2')],
    ['AmountsInconsistent', 'one is zero', hkd('12050'), cny('0')],
  ])('is refused %s when %s', (refusal, _case, paymentAmount, payToAmount) => {
    expect(decideDebit({ paymentAmount, payToAmount }, 'HKD')).toEqual({ outcome: 'refused', refusal });
  });
});
