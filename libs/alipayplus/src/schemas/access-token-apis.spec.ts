import { result } from '../results/result-codes';
import { parseCancelToken } from './cancel-token';
import { parseConsultUnbindingAnswer } from './consult-unbinding';
import { parseResultAnswer } from './result-answer';
import { parseVerifyOtp } from './verify-otp';

const accessToken = '281010033AB2F588D14B43238637264FCA5AAF35';
const cancel = { acquirerId: '1', pspId: '2', accessToken };
const verify = { ...cancel, verifyRequestId: 'fUWZ5RCp6FN01VIxxxxxXSbn6YcxNj5x', otpCode: '362773' };

const refusal = (field: string, reason?: string) => ({
  ok: false,
  code: 'PARAM_ILLEGAL',
  field,
  reason: reason ?? (expect.any(String) as string),
});

describe.each([
  ['cancelToken', parseCancelToken, cancel],
  ['verifyOTP', parseVerifyOtp, verify],
])('%s', (_, parse, request) => {
  it('has its fields and ignores others', () => {
    expect(parse({ ...request, passThroughInfo: '{}' })).toEqual({ ok: true, value: request });
  });

  it.each(Object.keys(request))('needs %s', (field) => {
    const absent = field === 'otpCode' ? undefined : '';
    expect(parse({ ...request, [field]: absent })).toEqual(refusal(field, 'is missing'));
  });

  it('does not judge the token beyond its length', () => {
    expect(parse({ ...request, accessToken: 'x'.repeat(128) }).ok).toBe(true);
    expect(parse({ ...request, accessToken: 'x'.repeat(129) })).toEqual(refusal('accessToken'));
  });
});

describe('the answers', () => {
  it('of the notices are a result', () => {
    const answer = { result: result('INVALID_TOKEN') };
    expect(parseResultAnswer({ ...answer, more: 1 })).toEqual({ ok: true, value: answer });
    expect(parseResultAnswer({})).toEqual(refusal('result', 'is missing'));
  });

  it.each([
    ['true', true],
    [true, true],
    ['false', false],
    [undefined, false],
  ])('of consultUnbinding allows with %j: %s', (allowUnbinding, expected) => {
    expect(parseConsultUnbindingAnswer({ result: result('SUCCESS'), allowUnbinding })).toEqual({
      ok: true,
      value: { result: result('SUCCESS'), allowUnbinding: expected },
    });
  });

  it('of consultUnbinding does not guess', () => {
    expect(parseConsultUnbindingAnswer({ result: result('SUCCESS'), allowUnbinding: 'yes' })).toEqual(
      refusal('allowUnbinding'),
    );
  });
});
