import { result, resultCodes, type ResultCode } from '../results/result-codes';
import { codeFault, commonCodes, paymentCodes } from './codes';

describe('the status of a code, as Alipay+ lists it', () => {
  it.each(Object.keys(resultCodes) as ResultCode[])('is what %s has when we answer it', (code) => {
    expect(codeFault('here', [code], result(code))).toBeUndefined();
  });

  it.each([
    ['SUCCESS', 'U', 'S'],
    ['UNKNOWN_EXCEPTION', 'F', 'U'],
    ['REQUEST_TRAFFIC_EXCEED_LIMIT', 'F', 'U'],
    ['OTP_VERIFICATION_FAILED', 'F', 'U'],
    ['PAYMENT_IN_PROCESS', 'S', 'U'],
    ['USER_BALANCE_NOT_ENOUGH', 'U', 'F'],
    ['ORDER_IS_CLOSED', 'S', 'F'],
  ] as const)('of %s is not %s', (resultCode, resultStatus, right) => {
    const codes = [...paymentCodes, 'OTP_VERIFICATION_FAILED'] as const;
    expect(codeFault('pay', codes, { resultCode, resultStatus })).toBe(`${resultCode} must have the status ${right}`);
  });

  it('is not asked of a code that may not stand there', () => {
    expect(codeFault('sendOTP', commonCodes, { resultCode: 'ORDER_IS_CLOSED', resultStatus: 'F' })).toBe(
      'must be a code of sendOTP',
    );
  });
});
