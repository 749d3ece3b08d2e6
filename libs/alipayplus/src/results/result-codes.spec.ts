import { result, resultCodes } from './result-codes';

describe('result', () => {
  it('has the one status of its code', () => {
    expect(result('SUCCESS')).toEqual({ resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success.' });
    expect(result('VERIFICATION_IN_PROCESS').resultStatus).toBe('U');
    expect(result('ORDER_IS_CLOSED').resultStatus).toBe('F');
  });

  it('cuts a detail to what the wire allows', () => {
    expect(result('PARAM_ILLEGAL', 'pspId: is missing').resultMessage).toBe('pspId: is missing');
    expect(result('PARAM_ILLEGAL', 'x'.repeat(300)).resultMessage).toHaveLength(256);
  });

  it('is S for SUCCESS alone and U for nothing that is final', () => {
    const codesOf = (status: string) =>
      Object.entries(resultCodes).flatMap(([code, meaning]) => (meaning.status === status ? [code] : []));
    expect(codesOf('S')).toEqual(['SUCCESS']);
    expect(codesOf('U')).toEqual([
      'PAYMENT_IN_PROCESS',
      'VERIFICATION_IN_PROCESS',
      'OTP_VERIFICATION_FAILED',
      'REQUEST_TRAFFIC_EXCEED_LIMIT',
      'UNKNOWN_EXCEPTION',
    ]);
  });
});
