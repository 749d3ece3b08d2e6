import { parseApplyToken } from './apply-token';

/** The sample of the guide. */
const byOtp = {
  acquirerId: '1022191000000000001',
  authClientId: '219112xxxx39945',
  authCode: '281004132USSO1WaxxxxsdIsKAlk029',
  grantType: 'VERIFICATION_CODE',
  otpVerification: { otpCode: '362773', verifyRequestId: 'fUWZ5RCp6FN01VIxxxxxXSbn6YcxNj5x' },
  pspId: '1022160000000000000',
};
const { acquirerId, pspId, authClientId, authCode, otpVerification } = byOtp;
const client = { acquirerId, pspId, authClientId };
const byCode = { ...client, grantType: 'AUTHORIZATION_CODE', authCode };
const refreshToken = '2810100334F62CBC577F468AAC87CFC6C9107811';
const byRefresh = { ...client, grantType: 'REFRESH_TOKEN', refreshToken };

const refusal = (field: string, reason?: string) => ({
  ok: false,
  code: 'PARAM_ILLEGAL',
  field,
  reason: reason ?? (expect.any(String) as string),
});

describe('applyToken', () => {
  it.each([
    ['the sample of the guide', byOtp, { kind: 'verificationCode', ...client, authCode, otpVerification }],
    ['by code', byCode, { kind: 'authorizationCode', ...client, authCode }],
    ['by refresh token', byRefresh, { kind: 'refreshToken', ...client, refreshToken }],
    [
      'without what its grant does not need',
      { ...byOtp, ...byRefresh },
      { kind: 'refreshToken', ...client, refreshToken },
    ],
  ])('%s', (_, json, value) => {
    expect(parseApplyToken(json)).toEqual({ ok: true, value });
  });

  it.each([
    [undefined, 'is missing'],
    ['', 'is missing'],
    ['CLIENT_CREDENTIALS', undefined],
    ['verification_code', undefined],
    ['toString', undefined],
    [1, undefined],
  ])('row 122: grantType %j', (grantType, reason) => {
    expect(parseApplyToken({ ...byOtp, grantType })).toEqual(refusal('grantType', reason));
  });

  it.each([byOtp, byCode])('row 120: an authCode of 33 characters, %#', (json) => {
    expect(parseApplyToken({ ...json, authCode: '28101013' + 'a'.repeat(24) }).ok).toBe(true);
    expect(parseApplyToken({ ...json, authCode: '28101013' + 'a'.repeat(25) })).toEqual(refusal('authCode'));
  });

  it.each([
    [byOtp, '281010123AB2F588D14B432312345678'],
    [byCode, 'anything'],
  ])('row 120: the prefix is no matter of form, %#', (json, code) => {
    expect(parseApplyToken({ ...json, authCode: code })).toMatchObject({ ok: true, value: { authCode: code } });
  });

  it.each([
    [byOtp, 'authCode'],
    [byOtp, 'otpVerification'],
    [byCode, 'authCode'],
    [byRefresh, 'refreshToken'],
    [byRefresh, 'authClientId'],
    [byRefresh, 'acquirerId'],
    [byRefresh, 'pspId'],
  ])('needs its fields, %#: %s', (json, field) => {
    expect(parseApplyToken({ ...json, [field]: '' })).toEqual(refusal(field, 'is missing'));
  });

  it('has a refresh token of at most 128 characters', () => {
    expect(parseApplyToken({ ...byRefresh, refreshToken: '1'.repeat(128) }).ok).toBe(true);
    expect(parseApplyToken({ ...byRefresh, refreshToken: '1'.repeat(129) })).toEqual(refusal('refreshToken'));
  });

  it.each([null, 'x', [], undefined])('is not %j', (json) => {
    expect(parseApplyToken(json)).toMatchObject({ ok: false, code: 'PARAM_ILLEGAL' });
  });
});
