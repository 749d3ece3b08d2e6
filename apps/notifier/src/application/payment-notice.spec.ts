import { noticeFaults, resultCodes } from '@wallet/alipayplus';
import { orderRefusals, refusals, type OrderRefusal } from '@wallet/kernel';
import { Money } from '@wallet/money';
import { failed, settled } from '../../test/payment-facts';
import { paymentNotice } from './payment-notice';

const amounts = {
  paymentAmount: { currency: 'HKD', value: '12050' },
  payToAmount: { currency: 'JPY', value: '2300' },
};
const orderRefusalNames = Object.keys(orderRefusals) as OrderRefusal[];
const payToAmount = Money.of('JPY', 2_300n);

it('tells of a payment with its id, time and customer', () => {
  const notice = paymentNotice(settled('request-1', { payToAmount, paymentId: 'payment-1' }), '+08:00');
  expect(notice).toEqual({
    paymentResult: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success.' },
    paymentRequestId: 'request-1',
    paymentId: 'payment-1',
    ...amounts,
    paymentTime: '2025-11-22T14:00:00+08:00',
    customerId: '2160000000000001',
  });
});

it.each(orderRefusalNames)('tells of %s as F with its code, without payment id and time', (refusal) => {
  const notice = paymentNotice(failed('request-2', { payToAmount, refusal, customerId: '2160000000000002' }), '+08:00');
  const resultCode = orderRefusals[refusal];
  expect(notice).toEqual({
    paymentResult: { resultCode, resultStatus: 'F', resultMessage: resultCodes[resultCode].message },
    paymentRequestId: 'request-2',
    ...amounts,
    customerId: '2160000000000002',
  });
});

it.each([settled, failed])('has the promotion as it was ordered', (fact) => {
  const paymentPromoInfo = {
    promoDetail: [{ promoId: '1', savingsAmount: { currency: 'HKD', value: '100' } }],
    zero: 0,
  };
  expect(paymentNotice(fact('request-1', { paymentPromoInfo }), '+08:00')).toMatchObject({ paymentPromoInfo });
});

it('gives a code of status F for each refusal', () => {
  expect(Object.values(refusals).filter((code) => resultCodes[code].status !== 'F')).toEqual([]);
});

it('leaves out the customer who was not found', () => {
  const notice = paymentNotice(failed('request-3', { refusal: 'CustomerNotFound' }), '+08:00');
  expect(Object.keys(notice)).not.toContain('customerId');
});

it.each([settled('request-4'), failed('request-4')])('fits the schema of the wire as text: %j', (fact) => {
  const text = JSON.stringify(paymentNotice(fact, '-03:30'));
  expect(noticeFaults('notifyPayment', JSON.parse(text))).toEqual([]);
});
