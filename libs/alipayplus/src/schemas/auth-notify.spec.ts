import { result } from '../result-codes';
import { parseAuthNotify, parseAuthNotifyAnswer } from './auth-notify';

/** The sample of the guide; its tokens are shortened there. */
const created = {
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
const { authClientId, referenceMerchantId, referenceAgreementId, accessToken, customerId } = created;
const canceled = {
  authorizationNotifyType: 'TOKEN_CANCELED',
  authClientId,
  referenceMerchantId,
  referenceAgreementId,
  accessToken,
  customerId,
};
const codeCreated = {
  authorizationNotifyType: 'AUTHCODE_CREATED',
  authClientId,
  referenceMerchantId,
  referenceAgreementId,
  authCode: '281010133AB2F588D14B432312345678',
  authState: '663A8FA9-D836-48EE-8AA1-1FE682989DC7',
};

const refusal = (field: string) => ({ ok: false, code: 'PARAM_ILLEGAL', field });

describe('authNotify', () => {
  it.each([created, canceled, codeCreated])('%# is kept as it is', (notice) => {
    expect(parseAuthNotify(notice)).toEqual({ ok: true, value: notice });
  });

  it.each([
    [created, ['authClientId', 'referenceAgreementId', 'accessToken', 'accessTokenExpiryTime']],
    [canceled, ['authClientId', 'accessToken']],
    [codeCreated, ['authClientId', 'authCode', 'authState']],
  ])('%# needs some of its fields and no more', (notice, required) => {
    const fields = Object.keys(notice).filter((field) => field !== 'authorizationNotifyType');
    const needed = fields.filter((field) => !parseAuthNotify({ ...notice, [field]: undefined }).ok);
    expect(needed.sort()).toEqual([...required].sort());
    const { authorizationNotifyType } = notice;
    const bare = required.map((field) => [field, (notice as Record<string, unknown>)[field]]);
    expect(parseAuthNotify({ authorizationNotifyType, ...Object.fromEntries(bare) }).ok).toBe(true);
  });

  it.each([undefined, 'TOKEN_REFRESHED', 'token_created', 1])('is not of type %j', (authorizationNotifyType) => {
    expect(parseAuthNotify({ ...created, authorizationNotifyType })).toMatchObject(refusal('authorizationNotifyType'));
  });

  it('leaves out what is not of its type', () => {
    expect(parseAuthNotify({ ...created, ...canceled })).toEqual({ ok: true, value: canceled });
  });

  it.each([
    [created, 'accessTokenExpiryTime', '2022-06-06'],
    [created, 'scopes', ['ALL']],
    [codeCreated, 'authCode', 'x'.repeat(33)],
    [codeCreated, 'authState', 'a\nb'],
  ])('%# refuses %s', (notice, field, value) => {
    const parsed = parseAuthNotify({ ...notice, [field]: value });
    expect(parsed).toMatchObject({ ok: false, field: expect.stringContaining(field) as string });
  });
});

describe('the answer to authNotify', () => {
  it('is the sample of the guide, or only a result', () => {
    const sample = {
      result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' },
      acquirerId: '1021234567891230001',
      pspId: '1021234567891230002',
    };
    for (const answer of [sample, { result: result('ACCESS_DENIED') }]) {
      expect(parseAuthNotifyAnswer(answer)).toEqual({ ok: true, value: answer });
    }
    expect(parseAuthNotifyAnswer({ ...sample, result: {} })).toMatchObject(refusal('result'));
  });
});
