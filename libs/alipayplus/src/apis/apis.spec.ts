import { apiPath } from './apis';

describe('apiPath', () => {
  it('joins prefix and API', () => {
    expect(apiPath('pay')).toBe('/aps/api/v1/payments/pay');
    expect(apiPath('sendOTP')).toBe('/aps/api/v1/users/sendOTP');
    expect(apiPath('verifyOTP')).toBe('/aps/api/v1/users/verifyOTP');
    expect(apiPath('consultUnbinding')).toBe('/aps/api/v1/authorizations/consultUnbinding');
    expect(apiPath('cancelPayment', '/aps/api/intl/wallet/v1')).toBe('/aps/api/intl/wallet/v1/payments/cancelPayment');
  });
});
