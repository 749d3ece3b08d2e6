import { amountText } from './amount';

it.each([
  ['HKD', '12050', 'HKD 120.50'],
  ['HKD', '-5', 'HKD -0.05'],
  ['JPY', '-120', 'JPY -120'],
  ['HKD', '0', 'HKD 0.00'],
  ['XXX', '1', 'XXX 1 (minor units)'],
  ['HKD', '1.5', 'HKD 1.5 (minor units)'],
])('%s %s is %s', (currency, value, text) => {
  expect(amountText({ currency, value })).toBe(text);
});
