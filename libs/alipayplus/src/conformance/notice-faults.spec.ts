import type { CalledApi } from '../apis/called-apis';
import { result } from '../results/result-codes';
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

/** The sample of the guide; its tokens are shortened there. */
const sample = {
  authorizationNotifyType: 'TOKEN_CREATED',
  authClientId: '218823863726123456789',
  referenceMerchantId: '218823863726123456789',
  referenceAgreementId: '667d730b56123456789',
  accessToken: '281010033AB2F588D14B4323863726123456789',
  accessTokenExpiryTime: '2022-06-06T12:12:12+08:00',
  refreshToken: '2810100334F62CBC577F468AAC123456789',
  refreshTokenExpiryTime: '2022-06-08T12:12:12+08:00',
  scopes: ['AGREEMENT_PAY'],
  customerId: '2789808912345678912345671',
  userLoginId: '62-***2736',
};
const { authClientId, referenceMerchantId, referenceAgreementId, accessToken, customerId } = sample;
const agreement = { authClientId, referenceMerchantId, referenceAgreementId };
const sampleOfEnd = { authorizationNotifyType: 'TOKEN_CANCELED', ...agreement, accessToken, customerId };
const sampleOfCode = {
  authorizationNotifyType: 'AUTHCODE_CREATED',
  ...agreement,
  authCode: '281010133AB2F588D14B432312345678',
  authState: '663A8FA9-D836-48EE-8AA1-1FE682989DC7',
};
const amounts = { paymentAmount: { currency: 'HKD', value: '20' }, payToAmount: { currency: 'HKD', value: '20' } };

const right: readonly [CalledApi, Json][] = [
  ['notifyPayment', paid],
  ['notifyPayment', refused],
  ['notifyPayment', { ...paid, ...amounts, customerId: '1234567', paymentTime: '2020-01-01T12:01:01+08:30' }],
  ['notifyPayment', { ...refused, paymentResult: result('ORDER_IS_CLOSED') }],
  ['notifyPayment', { ...paid, paymentPromoInfo: { paymentPromoDetails: [{ promoId: 'P-1' }] } }],
  ['authNotify', created],
  ['authNotify', canceled],
  ['authNotify', coded],
  ['authNotify', sample],
  ['authNotify', sampleOfEnd],
  ['authNotify', sampleOfCode],
  ['authNotify', { ...sample, ...sampleOfEnd }],
  ['consultUnbinding', consulted],
  ['consultUnbinding', { ...consulted, later: 1 }],
  ['userInitiatedPay', { codeValue: 'http://xxxxx/281xxxxxxxxxxxxxxxx4441', customerId: '2088xxxxxxxxxxx001' }],
  ['userInitiatedPay', { codeValue: '\u{1F35C}'.repeat(512), customerId: 'c' }],
  ['inquiryCodeRules', {}],
];

const wrong: readonly [CalledApi, Json, string][] = [
  ['notifyPayment', { ...paid, paymentId: null }, 'paymentId: is missing'],
  ['notifyPayment', { ...paid, paymentTime: undefined }, 'paymentTime: is missing'],
  [
    'notifyPayment',
    { ...paid, paymentResult: result('PAYMENT_IN_PROCESS') },
    'paymentResult.resultStatus: must be S or F',
  ],
  ['notifyPayment', { ...refused, paymentRequestId: '' }, 'paymentRequestId: must not be empty'],
  [
    'notifyPayment',
    { ...paid, payToAmount: { currency: 'HKD', value: 1 } },
    'payToAmount: must be an ISO 4217 code and digits as text',
  ],
  ['authNotify', { ...created, referenceAgreementId: undefined }, 'referenceAgreementId: is missing'],
  ['authNotify', { ...created, accessToken: 't'.repeat(129) }, 'accessToken: must not be longer than 128'],
  ['authNotify', { ...coded, authCode: 'c'.repeat(33) }, 'authCode: must not be longer than 32'],
  [
    'authNotify',
    { ...sample, accessTokenExpiryTime: '2022-06-06' },
    'accessTokenExpiryTime: must be an ISO 8601 date-time with an offset such as +08:00',
  ],
  ['authNotify', { ...coded, authState: 'a'.repeat(257) }, 'authState: must not be longer than 256'],
  ['consultUnbinding', { ...consulted, accessToken: 'x'.repeat(129) }, 'accessToken: must not be longer than 128'],
  ['authNotify', { ...canceled, accessToken: undefined }, 'accessToken: is missing'],
  ['consultUnbinding', { ...consulted, referenceMerchantId: undefined }, 'referenceMerchantId: is missing'],
  ['userInitiatedPay', { codeValue: 'x'.repeat(513), customerId: 'c' }, 'codeValue: must not be longer than 512'],
  ['userInitiatedPay', { codeValue: 'x' }, 'customerId: is missing'],
];

describe('what Alipay+ could object to in a call of ours', () => {
  it.each(right)('is nothing: %s %j', (api, json) => {
    expect(noticeFaults(api, json)).toEqual([]);
  });

  it.each(wrong)('%s %j: %s', (api, json, fault) => {
    expect(noticeFaults(api, json)).toEqual([fault]);
  });

  it.each([
    [sample, ['authClientId', 'referenceAgreementId', 'accessToken', 'accessTokenExpiryTime']],
    [sampleOfEnd, ['authClientId', 'accessToken']],
    [sampleOfCode, ['authClientId', 'authCode', 'authState']],
  ])('is that a field is missing, of some fields and no more: %#', (notice, required) => {
    const fields = Object.keys(notice).filter((field) => field !== 'authorizationNotifyType');
    const needed = fields.filter((field) => noticeFaults('authNotify', { ...notice, [field]: undefined }).length > 0);
    expect(needed.sort()).toEqual([...required].sort());
    const { authorizationNotifyType } = notice;
    const bare = required.map((field) => [field, (notice as Json)[field]]);
    expect(noticeFaults('authNotify', { authorizationNotifyType, ...Object.fromEntries(bare) })).toEqual([]);
  });

  it.each([undefined, 'TOKEN_REFRESHED', 'token_created', 1])('is the type %j', (authorizationNotifyType) => {
    const faults = noticeFaults('authNotify', { ...sample, authorizationNotifyType });
    expect(faults).toEqual([expect.stringMatching(/^authorizationNotifyType: /)]);
  });

  it.each(Object.keys(consulted))('is that consultUnbinding has no %s', (field) => {
    expect(noticeFaults('consultUnbinding', { ...consulted, [field]: undefined })).toEqual([`${field}: is missing`]);
  });

  it('is a scope that nobody knows', () => {
    expect(noticeFaults('authNotify', { ...sample, scopes: ['ALL'] })).toEqual([expect.stringMatching(/^scopes\.0: /)]);
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
