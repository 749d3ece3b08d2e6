import { agreementPay, evaluation, orderPay, verification } from '../../../../test/requests';
import { payPriority } from './call-priority';

it.each([
  ['evaluation', JSON.stringify(evaluation)],
  ['evaluation', JSON.stringify(evaluation, undefined, 2)],
  ['evaluation', '{"paymentFactor":{"isPaymentEvaluation": true}}'],
  ['order', JSON.stringify(orderPay)],
  ['order', JSON.stringify(agreementPay)],
  ['order', '{"paymentFactor":{"isPaymentEvaluation":"false","isVerificationAndPay":false}}'],
  ['order', JSON.stringify({ ...orderPay, passThroughInfo: JSON.stringify(verification) })],
  ['essential', JSON.stringify(verification)],
  ['order', ''],
  ['order', '"isPaymentEvaluation"'],
])('a pay is an %s by its bytes: %s', (priority, body) => {
  expect(payPriority(Buffer.from(body))).toBe(priority);
});
