import { parsePrepare } from './prepare';
import { scopes } from './scopes';

type Json = Record<string, unknown>;

/** The sample of the guide. */
const sms = {
  acquirerId: '1022191000000000001',
  authClientDisplayName: 'TestClientName',
  authClientId: '2191120xxxxx945',
  authClientName: 'TestClientName',
  authRedirectUrl:
    'https://render.alipay.com/p/yuyan/180020010001207415/adaptor.html?accessType=back&callbackType=Common&terminalType=WAP&referenceAgreementId=2023080419031313007165909028316&authRequestId=2023080419091305000290006672000&pspId=1022160000000000000&clientId=4GGO000000000001',
  authState: 'amsdemo_sdkSign_authState_lijun_blj_20230804_190329_120',
  authorizationAction: 'SMS',
  customerBelongsTo: 'ALIPAY_HK',
  osType: 'IOS',
  pspId: '1022160000000000000',
  referenceAgreementId: '202308041903131xxxxx909028316',
  referenceMerchantId: '2191120xxxxx945',
  scopes: ['AGREEMENT_PAY'],
  terminalType: 'WAP',
  userLoginId: '852-940xx811',
  userLoginIdType: 'MOBILE',
};

const without = (json: Json, ...fields: string[]): Json =>
  Object.fromEntries(Object.entries(json).filter(([field]) => !fields.includes(field)));
const redirect = without(sms, 'authorizationAction', 'userLoginId', 'userLoginIdType');
const refusal = (field: string) => ({ ok: false, code: 'PARAM_ILLEGAL', field });

describe('prepare by SMS', () => {
  it('is the sample of the guide', () => {
    expect(parsePrepare(sms)).toEqual({
      ok: true,
      value: { kind: 'sms', ...without(sms, 'authorizationAction') },
    });
  });

  it('needs no redirect', () => {
    const bare = without(sms, 'authRedirectUrl', 'authState', 'authClientDisplayName', 'referenceMerchantId');
    expect(parsePrepare(without(bare, 'customerBelongsTo', 'osType', 'terminalType', 'userLoginIdType'))).toEqual({
      ok: true,
      value: {
        kind: 'sms',
        acquirerId: sms.acquirerId,
        pspId: sms.pspId,
        authClientId: sms.authClientId,
        authClientName: sms.authClientName,
        referenceAgreementId: sms.referenceAgreementId,
        scopes: ['AGREEMENT_PAY'],
        userLoginId: sms.userLoginId,
      },
    });
  });

  it.each(['acquirerId', 'pspId', 'authClientId', 'authClientName', 'referenceAgreementId', 'scopes', 'userLoginId'])(
    'needs %s',
    (field) => {
      expect(parsePrepare({ ...sms, [field]: '' })).toEqual({ ...refusal(field), reason: 'is missing' });
    },
  );
});

describe('prepare with a redirect', () => {
  it('is one without an action', () => {
    expect(parsePrepare(redirect)).toEqual({ ok: true, value: { kind: 'redirect', ...redirect } });
    expect(parsePrepare({ ...redirect, authorizationAction: '' })).toMatchObject({ value: { kind: 'redirect' } });
  });

  it.each(['authRedirectUrl', 'authState'])('needs %s', (field) => {
    expect(parsePrepare(without(redirect, field))).toEqual({ ...refusal(field), reason: 'is missing' });
  });

  it.each(['REDIRECT', 'sms', 'EMAIL', 1, ['SMS']])('is not the action %j', (action) => {
    expect(parsePrepare({ ...redirect, authorizationAction: action })).toMatchObject(refusal('authorizationAction'));
  });

  it.each([null, 'x', []])('is not %j', (json) => {
    expect(parsePrepare(json)).toMatchObject({ ok: false, code: 'PARAM_ILLEGAL' });
  });
});

describe.each([
  ['sms', sms],
  ['redirect', redirect],
])('the fields of %s', (_, prepare) => {
  const parsed = (change: Json) => parsePrepare({ ...prepare, ...change });

  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'wallet://callback',
    '//render.alipay.com/p',
    'render.alipay.com',
    'https://',
    'https://render.alipay.com\\@evil.example/',
    'https://render.alipay.com/a b',
    'https://render.alipay.com/\r\nset-cookie: a=b',
    'java\nscript:alert(1)',
    `https://render.alipay.com/${'x'.repeat(2048)}`,
    7,
  ])('row 126: authRedirectUrl %.50j', (authRedirectUrl) => {
    expect(parsed({ authRedirectUrl })).toMatchObject(refusal('authRedirectUrl'));
  });

  it('row 126: which host is not a matter of form', () => {
    const authRedirectUrl = 'http://169.254.169.254/latest/meta-data';
    expect(parsed({ authRedirectUrl })).toMatchObject({ ok: true, value: { authRedirectUrl } });
  });

  it.each([['a\0'], ['a\r\nb'], ['a\tb'], ['\u007f'], ['\u0085'], ['x'.repeat(257)], [1.5], [true]])(
    'authState %.20j is refused',
    (authState) => {
      expect(parsed({ authState })).toMatchObject(refusal('authState'));
    },
  );

  it.each(['a b"&=%0d\\', '状态', '😀'.repeat(256)])('authState %.20s is kept', (authState) => {
    expect(parsed({ authState })).toMatchObject({ ok: true, value: { authState } });
  });

  it.each([
    ['an unknown one', ['AGREEMENT_PAY', 'TAOBAO_REBIND'], 'scopes.1'],
    ['another case', ['agreement_pay'], 'scopes.0'],
    ['an empty one', [''], 'scopes.0'],
    ['none', [], 'scopes'],
    ['11', Array<string>(11).fill('AGREEMENT_PAY'), 'scopes'],
    ['1,000 known', Array<string>(1000).fill('USER_INFO'), 'scopes'],
    ['1,000 unknown', Array.from({ length: 1000 }, (__, index) => `SCOPE_${index}`), 'scopes'],
    ['text', 'AGREEMENT_PAY', 'scopes'],
  ])('row 125: scopes with %s', (__, list, field) => {
    expect(parsed({ scopes: list })).toMatchObject(refusal(field));
  });

  it('scopes become a sorted set', () => {
    expect(parsed({ scopes: ['USER_INFO', 'AGREEMENT_PAY', 'USER_INFO'] })).toMatchObject({
      value: { scopes: ['AGREEMENT_PAY', 'USER_INFO'] },
    });
    expect(parsed({ scopes: [...scopes].reverse() })).toMatchObject({ value: { scopes: [...scopes].sort() } });
  });

  it.each([
    ['authClientId', 64],
    ['referenceAgreementId', 64],
    ['referenceMerchantId', 64],
    ['authClientName', 256],
    ['authClientDisplayName', 256],
  ])('%s has at most %d characters', (field, maxLength) => {
    expect(parsed({ [field]: 'x'.repeat(maxLength) }).ok).toBe(true);
    expect(parsed({ [field]: 'x'.repeat(maxLength + 1) })).toMatchObject(refusal(field));
  });
});
