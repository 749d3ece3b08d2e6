import { Money } from '@wallet/money';
import { authCodeBound, orderBound, tokenBound } from './bound-values';

const order = { amount: Money.of('HKD', 12050n), referenceMerchantId: 'M-1', customerId: 'C-1' };
const authCode = { authClientId: 'A-1', referenceAgreementId: 'R-1', customerId: 'C-1' };
const token = { agreementId: 'G-1', customerId: 'C-1' };

it('are read back from their canonical text', () => {
  expect(orderBound.text(order)).toBe('["12050","HKD","M-1","C-1"]');
  expect(orderBound.read(orderBound.text(order))).toEqual(order);
  expect(authCodeBound.read(authCodeBound.text(authCode))).toEqual(authCode);
});

it('have one text, whatever the order of their fields, and no other values have it', () => {
  const texts = [
    orderBound.text(order),
    orderBound.text({ ...order, amount: Money.of('HKD', 12051n) }),
    orderBound.text({ ...order, amount: Money.of('USD', 12050n) }),
    orderBound.text({ ...order, referenceMerchantId: 'M-2' }),
    orderBound.text({ ...order, customerId: 'C-2' }),
    orderBound.text({ ...order, referenceMerchantId: 'M-1","C', customerId: '1' }),
    orderBound.text({ ...order, referenceMerchantId: 'M-1', customerId: 'C","1' }),
    ...Object.keys(authCode).map((field) => authCodeBound.text({ ...authCode, [field]: 'other' })),
    ...Object.keys(token).map((field) => tokenBound.text({ ...token, [field]: 'other' })),
  ];
  expect(new Set(texts).size).toBe(texts.length);
  const { customerId, agreementId } = token;
  expect(tokenBound.text({ customerId, agreementId })).toBe(tokenBound.text(token));
});
