import { parseConsultUnbindingAnswer } from './consult-unbinding';
import { parseInquiryPayment } from './inquiry-payment';
import { parseResultAnswer } from './result-answer';
import { parseSendOtp } from './send-otp';

const refusal = (field: string) => ({ ok: false, code: 'PARAM_ILLEGAL', field });

describe('inquiryPayment', () => {
  const request = { acquirerId: '1', pspId: '2', paymentRequestId: '3' };

  it('names a payment', () => {
    expect(parseInquiryPayment({ ...request, extra: {} })).toEqual({ ok: true, value: request });
    expect(parseInquiryPayment({ ...request, paymentRequestId: 'x'.repeat(65) })).toMatchObject(
      refusal('paymentRequestId'),
    );
  });
});

describe('sendOTP', () => {
  const request = {
    acquirerId: '1022188000000000001',
    referenceRequestId: '202404158903130000xxxx632734355',
    pspId: '1022160000000000000',
    userLoginId: '852-******11',
    userLoginIdType: 'MOBILE',
    verifyType: 'MOBILE',
  };

  const ofToken = { acquirerId: '1', pspId: '2', accessToken: '281010033AB2F588D14B43238637264FCA5AAF35' };

  it('names an order', () => {
    expect(parseSendOtp(request)).toEqual({ ok: true, value: { kind: 'order', ...request } });
    expect(parseSendOtp({ ...request, userLoginId: '' })).toMatchObject(refusal('userLoginId'));
    expect(parseSendOtp({ ...request, accessToken: '' })).toMatchObject({ ok: true, value: { kind: 'order' } });
  });

  it('or an access token', () => {
    expect(parseSendOtp(ofToken)).toEqual({ ok: true, value: { kind: 'accessToken', ...ofToken } });
    expect(parseSendOtp({ ...ofToken, verifyType: 'EMAIL', referenceRequestId: null })).toEqual({
      ok: true,
      value: { kind: 'accessToken', ...ofToken, verifyType: 'EMAIL' },
    });
    expect(parseSendOtp({ ...ofToken, accessToken: '1'.repeat(129) })).toMatchObject(refusal('accessToken'));
  });

  it('but not both, and not neither', () => {
    expect(parseSendOtp({ ...request, accessToken: ofToken.accessToken })).toMatchObject(refusal('accessToken'));
    expect(parseSendOtp({ ...request, referenceRequestId: undefined })).toMatchObject(refusal('referenceRequestId'));
  });
});

describe('a call of ours', () => {
  it.each(['x'.repeat(257), '😀'.repeat(20_000), 7, true, ['x'], { a: 1 }])(
    'is answered, whatever its message is: %.20j',
    (resultMessage) => {
      const answer = { result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage } };
      for (const parse of [parseResultAnswer, parseConsultUnbindingAnswer]) {
        const parsed = parse(answer);
        expect(parsed).toMatchObject({ ok: true, value: { result: { resultCode: 'SUCCESS', resultStatus: 'S' } } });
        expect([...(parsed.ok ? (parsed.value.result.resultMessage ?? '') : '')].length).toBeLessThan(257);
      }
    },
  );

  it('is answered with a result of any code', () => {
    const answer = { result: { resultCode: 'A_NEW_CODE', resultStatus: 'F' } };
    expect(parseResultAnswer(answer)).toEqual({ ok: true, value: answer });
    expect(parseResultAnswer({})).toMatchObject(refusal('result'));
    expect(parseResultAnswer(undefined)).toMatchObject(refusal('body'));
  });
});
