import { result } from '../result-codes';
import { parseAuthNotifyAnswer } from './auth-notify';
import { parseConsultUnbindingAnswer } from './consult-unbinding';
import { parseInquiryPayment, parseInquiryPaymentAnswer } from './inquiry-payment';
import { parseNotifyPayment, parseNotifyPaymentAnswer } from './notify-payment';
import { parsePayAnswer } from './pay-answer';
import { parseSendOtp, parseSendOtpAnswer } from './send-otp';

const refusal = (field: string) => ({ ok: false, code: 'PARAM_ILLEGAL', field });
const amount = { currency: 'HKD', value: '20' };

describe('inquiryPayment', () => {
  const request = { acquirerId: '1', pspId: '2', paymentRequestId: '3' };

  it('names a payment', () => {
    expect(parseInquiryPayment({ ...request, extra: {} })).toEqual({ ok: true, value: request });
    expect(parseInquiryPayment({ ...request, paymentRequestId: 'x'.repeat(65) })).toMatchObject(
      refusal('paymentRequestId'),
    );
  });

  it('is answered with two results', () => {
    const answer = {
      result: result('SUCCESS'),
      paymentResult: result('PAYMENT_IN_PROCESS'),
      paymentAmount: amount,
    };
    expect(parseInquiryPaymentAnswer(answer)).toEqual({ ok: true, value: answer });
    expect(parseInquiryPaymentAnswer({ paymentResult: answer.paymentResult })).toMatchObject(refusal('result'));
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

  it('is answered with the id of the OTP', () => {
    const answer = { result: result('SUCCESS'), verifyRequestId: '0b9fc14b1571815xxxx352139110000' };
    expect(parseSendOtpAnswer(answer)).toEqual({ ok: true, value: answer });
  });
});

describe('pay', () => {
  it('is answered in the shapes of the guide', () => {
    const answers = [
      { customerId: '21602200xxxx2775', pspId: '1022160000000000000', result: result('SUCCESS') },
      { verifyRequestId: 'e58z8UhmGLwXSrpgg5uuu3GF0ebIFpjm', result: result('VERIFICATION_IN_PROCESS') },
      {
        customerId: '216026110xxxx414',
        paymentId: '202308071940108xxxx0160410263062940',
        paymentTime: '2023-08-08T00:00:08+08:00',
        result: result('SUCCESS'),
      },
    ];
    for (const answer of answers) expect(parsePayAnswer(answer)).toEqual({ ok: true, value: answer });
  });

  it('is not answered with another status or time', () => {
    expect(parsePayAnswer({ result: { resultCode: 'ACCEPT', resultStatus: 'A' } })).toMatchObject(
      refusal('result.resultStatus'),
    );
    expect(parsePayAnswer({ result: result('SUCCESS'), paymentTime: '2023-08-08' })).toMatchObject(
      refusal('paymentTime'),
    );
  });
});

describe('notifyPayment', () => {
  const notice = {
    paymentResult: result('SUCCESS'),
    paymentRequestId: '20200101234567890132',
    paymentId: '20200101234567890133333',
    paymentAmount: amount,
    payToAmount: amount,
    paymentTime: '2020-01-01T12:01:01+08:30',
    customerId: '1234567',
  };

  it('carries a final result', () => {
    expect(parseNotifyPayment(notice)).toEqual({ ok: true, value: notice });
    expect(parseNotifyPayment({ ...notice, paymentResult: result('ORDER_IS_CLOSED') }).ok).toBe(true);
    expect(parseNotifyPayment({ ...notice, paymentResult: result('PAYMENT_IN_PROCESS') })).toMatchObject(
      refusal('paymentResult.resultStatus'),
    );
  });

  it.each(['x'.repeat(257), '😀'.repeat(20_000), 7, true, ['x'], { a: 1 }])(
    'is answered, whatever its message is: %.20j',
    (resultMessage) => {
      const answer = { result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage } };
      for (const parse of [parseNotifyPaymentAnswer, parseAuthNotifyAnswer, parseConsultUnbindingAnswer]) {
        const parsed = parse(answer);
        expect(parsed).toMatchObject({ ok: true, value: { result: { resultCode: 'SUCCESS', resultStatus: 'S' } } });
        expect([...(parsed.ok ? (parsed.value.result.resultMessage ?? '') : '')].length).toBeLessThan(257);
      }
    },
  );

  it('is answered with a result of any code', () => {
    const answer = { result: { resultCode: 'A_NEW_CODE', resultStatus: 'F' } };
    expect(parseNotifyPaymentAnswer(answer)).toEqual({ ok: true, value: answer });
    expect(parseNotifyPaymentAnswer({})).toMatchObject(refusal('result'));
    expect(parseNotifyPaymentAnswer(undefined)).toMatchObject(refusal('body'));
  });
});
