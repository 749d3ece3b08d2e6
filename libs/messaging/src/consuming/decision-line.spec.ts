import {
  checkOtp,
  customerFacts,
  forward,
  inquirePayment,
  paymentFacts,
  settlePayment,
  type Handled,
  type Topic,
} from '@wallet/contracts';
import { fakeMessage } from '@wallet/testkit';
import { decisionLine } from './decision-line';

const traceId = '1'.repeat(32);
const [paymentRequestId, paymentId] = ['request-1', 'payment-1'];
const paid = { paymentId, paidAt: '2026-11-22T08:00:00.000Z', customerId: 'c-1' };
const inquired = { kind: 'inquired', payment: { status: 'paid', ...paid } } as const;

const lineOf = (topic: Topic<never>, payload: object, handled?: Handled) =>
  decisionLine(fakeMessage(topic, payload as never, { key: 'k' }), handled);
const decided = (handled: Handled) => lineOf(inquirePayment as Topic<never>, { paymentRequestId }, handled);

it.each<[string, Handled, object]>([
  ['done', { outcome: 'done', result: { kind: 'paid', ...paid } }, { outcome: 'done', paymentId }],
  ['found', { outcome: 'done', result: inquired }, { outcome: 'done', paymentId }],
  ['refused', { outcome: 'refused', refusal: 'OrderClosed' }, { outcome: 'refused', why: 'OrderClosed' }],
  ['unknown', { outcome: 'unknown', reason: 'fault' }, { outcome: 'unknown', why: 'fault' }],
  ['expired', 'expired', { outcome: 'expired' }],
])('of a payment that is %s names its ids, the outcome and the trace', (_, handled, more) => {
  expect(decided(handled)).toEqual({ traceId, type: 'InquirePayment', paymentRequestId, ...more });
});

it.each(['locked', 'early'] as const)('is none of what comes again: %s', (handled) =>
  expect(decided(handled)).toBeUndefined(),
);

it('says where a command went on to, what was found of a code, and nothing of the code', () => {
  const secrets = { sealedOtpCode: { ciphertext: 'x' }, mobileNumber: '+85252412345' };
  const verification = { verdict: 'wrong' } as const;
  const handled = forward(settlePayment, { paymentRequestId, verification });
  expect(lineOf(checkOtp as Topic<never>, { paymentRequestId, ...secrets }, handled)).toEqual({
    ...{ traceId, type: 'CheckOtp', paymentRequestId, verdict: 'wrong', outcome: settlePayment.name },
  });
});

it('says that a fact of a payment was taken, and is none of a fact about no payment', () => {
  const fact = { fact: 'PaymentSettled', paymentRequestId, ...paid };
  expect(lineOf(paymentFacts as Topic<never>, fact)).toEqual({
    ...{ traceId, type: paymentFacts.type, paymentRequestId, paymentId, outcome: 'taken' },
  });
  expect(lineOf(customerFacts as Topic<never>, { customerId: 'c-1' })).toBeUndefined();
});
