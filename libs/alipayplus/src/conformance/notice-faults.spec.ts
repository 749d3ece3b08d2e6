import type { CalledApi } from '../apis';
import { result } from '../result-codes';
import { headerFaults } from './header-faults';
import { noticeFaults } from './notice-faults';

type Json = Readonly<Record<string, unknown>>;

const time = '2026-01-01T12:00:00+08:00';
const paid = { paymentResult: result('SUCCESS'), paymentRequestId: 'r', paymentId: 'p', paymentTime: time };
const refused = { paymentResult: result('USER_BALANCE_NOT_ENOUGH'), paymentRequestId: 'r', customerId: 'c' };
const binding = { authClientId: 'm', referenceAgreementId: 'a' };
const created = {
  authorizationNotifyType: 'TOKEN_CREATED',
  ...binding,
  accessToken: 't',
  accessTokenExpiryTime: time,
  scopes: ['AGREEMENT_PAY'],
};
const canceled = { authorizationNotifyType: 'TOKEN_CANCELED', ...binding, accessToken: 't' };
const coded = { authorizationNotifyType: 'AUTHCODE_CREATED', ...binding, authCode: 'c', authState: 's' };
const consulted = { authClientId: 'm', referenceMerchantId: 'm', accessToken: 't' };

const right: readonly [CalledApi, Json][] = [
  ['notifyPayment', paid],
  ['notifyPayment', refused],
  ['authNotify', created],
  ['authNotify', canceled],
  ['authNotify', coded],
  ['consultUnbinding', consulted],
  ['consultUnbinding', { ...consulted, later: 1 }],
];

const wrong: readonly [CalledApi, Json, string][] = [
  ['notifyPayment', { ...paid, paymentId: null }, 'paymentId: is missing'],
  ['notifyPayment', { ...paid, paymentTime: undefined }, 'paymentTime: is missing'],
  ['notifyPayment', { ...paid, paymentResult: result('PAYMENT_IN_PROCESS') }, 'paymentResult: must be final'],
  ['notifyPayment', { ...refused, paymentRequestId: '' }, 'paymentRequestId: must not be empty'],
  [
    'notifyPayment',
    { ...paid, payToAmount: { currency: 'HKD', value: 1 } },
    'payToAmount: must be an ISO 4217 code and digits as text',
  ],
  ['authNotify', { ...created, referenceAgreementId: undefined }, 'referenceAgreementId: is missing'],
  ['authNotify', { ...created, accessToken: 't'.repeat(129) }, 'accessToken: must not be longer than 128'],
  ['authNotify', { ...coded, authCode: 'c'.repeat(33) }, 'authCode: must not be longer than 32'],
  ['authNotify', { ...canceled, accessToken: undefined }, 'accessToken: is missing'],
  ['consultUnbinding', { ...consulted, referenceMerchantId: undefined }, 'referenceMerchantId: is missing'],
];

describe('what Alipay+ could object to in a call of ours', () => {
  it.each(right)('is nothing: %s %j', (api, json) => {
    expect(noticeFaults(api, json)).toEqual([]);
  });

  it.each(wrong)('%s %j: %s', (api, json, fault) => {
    expect(noticeFaults(api, json)).toEqual([fault]);
  });

  it('is a code of no payment', () => {
    const faults = noticeFaults('notifyPayment', { ...refused, paymentResult: result('USED_CODE') });
    expect(faults).toEqual(['paymentResult: must be a code of paymentResult']);
  });
});

describe('what Alipay+ could object to in headers of ours', () => {
  const expected = { time: 'response-time', clientId: 'id', now: new Date('2026-01-01T04:00:00Z') } as const;
  const headers = {
    'client-id': 'id',
    'content-type': 'application/json; charset=UTF-8',
    'response-time': time,
    signature: 'algorithm=RSA256,keyVersion=1,signature=abc%3D',
  };

  it('is nothing', () => {
    expect(headerFaults(headers, expected)).toEqual([]);
    expect(headerFaults({ ...headers, signature: headers.signature.replaceAll(',', ', ') }, expected)).toEqual([]);
  });

  it.each([
    ['client-id', 'other'],
    ['content-type', undefined],
    ['content-type', 'text/plain'],
    ['content-type', 'application/json; charset=latin1'],
    ['response-time', '1767240000000'],
    ['response-time', '2026-01-01T12:06:00+08:00'],
    ['response-time', [time, time]],
    ['signature', undefined],
    ['signature', 'keyVersion=1,algorithm=RSA256,signature=abc'],
    ['signature', 'algorithm=RSA256,keyVersion=1,signature=abc='],
    ['signature', 'algorithm=RSA256,signature=abc'],
  ])('%s %j', (name, value) => {
    const faults = headerFaults({ ...headers, [name]: value }, expected);
    expect(faults).toEqual([expect.stringMatching(new RegExp(`^${name}: must `))]);
  });
});
