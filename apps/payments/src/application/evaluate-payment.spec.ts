import { evaluatePayment, type EvaluatePaymentCommand } from '@wallet/contracts';
import { Money } from '@wallet/money';
import { fakeMessage } from '@wallet/testkit';
import type { Wallet } from '../domain/wallet/wallet';
import { EvaluatePayment } from './evaluate-payment';
import type { Policy } from './policy';
import { limitsIn } from '../../test/limits-in';

const policy: Policy = {
  limits: limitsIn(['HKD'], { single: 100n, dailyAmount: 100n, dailyCount: 1 }),
  agreementLimits: limitsIn(['HKD'], { single: 100n, dailyAmount: 100n }),
  agreementMerchant: 'report',
  minKycLevel: 1,
  orderLifeMs: 1,
  tokenOrderLifeMs: 1,
  refundWindowDays: 366,
  dayOffsetMinutes: 0,
};
const wallet: Wallet = {
  accountId: 'wallet:c:HKD',
  customerId: 'c',
  currency: 'HKD',
  status: 'ACTIVE',
  balance: 100n,
  today: { amount: 0n, count: 0 },
};
const customer = { customerId: 'c', status: 'ACTIVE', kycLevel: 1, mobileNumber: '+85252412345' } as const;
const purchase = {
  paymentAmount: Money.of('HKD', 100n),
  payToAmount: Money.of('CNY', 90n),
  paymentMethodType: 'ALIPAY_HK',
  referenceMerchantId: 'm',
  merchantName: 'Tea House',
};

describe('an evaluation', () => {
  it.each<[object | string, string, Partial<EvaluatePaymentCommand>]>([
    [{ outcome: 'done', result: { kind: 'evaluated', customerId: 'c' } }, 'of a customer with a wallet', {}],
    [{ outcome: 'refused', refusal: 'CustomerNotFound' }, 'of nobody', { customer: null }],
    ['early', 'of a customer whose account is on its way', { customer: { ...customer, customerId: 'new' } }],
    [
      { outcome: 'refused', refusal: 'TokenInvalid' },
      'by a bad token',
      { customer: null, tokenRefusal: 'TokenInvalid' },
    ],
    [
      { outcome: 'refused', refusal: 'TokenExpired' },
      'by an old token',
      { customer: null, tokenRefusal: 'TokenExpired' },
    ],
  ])('is answered %j %s', async (answer, _of, over) => {
    const wallets = { ofCustomers: () => Promise.resolve(new Map([['c', wallet]])) };
    const useCase = new EvaluatePayment(wallets, { now: () => new Date() }, policy);
    const command = fakeMessage(evaluatePayment, { paymentRequestId: 'p', purchase, customer, ...over });
    expect(await useCase.execute([command])).toEqual([answer]);
  });
});
