/** The request samples of the Easy Pay guide, ids and masks replaced. Tokens and codes are in our own form. */

const order = {
  env: {},
  merchant: {
    merchantAddress: { region: 'HK' },
    merchantDisplayName: 'testAliasName',
    merchantMCC: '5021',
    merchantName: 'testAliasName',
    referenceMerchantId: '218812000019147',
  },
  orderAmount: { currency: 'HKD', value: '20' },
  orderDescription: '[orderDescription]EASYPAY from KADEMO Android',
  referenceOrderId: '[referenceOrderId]1691465371002gN3pa',
};

const amounts = {
  payToAmount: { currency: 'HKD', value: '20' },
  paymentAmount: { currency: 'HKD', value: '20' },
};

export const accessToken = '281010033AB2F588D14B43238637264FCA5AAF35';
export const refreshToken = '2810100334F62CBC577F468AAC87CFC6C9107811';
export const authCode = '281004132USSO1WaRTVl0123456Alk02';

const parties = { acquirerId: '1022188000000000001', pspId: '1022160000000000000' };

const paymentMethod = {
  paymentMethodMetaData: { userLoginId: '852-52400184', userLoginIdType: 'MOBILE' },
  paymentMethodType: 'ALIPAY_HK',
};

export const evaluation = {
  ...parties,
  order,
  ...amounts,
  paymentFactor: { isAgreementPayment: 'true', isEasyPayScenario: 'true', isPaymentEvaluation: 'true' },
  paymentMethod: { paymentMethodId: '', ...paymentMethod },
  paymentRequestId: '20230808190741010008300000003482',
};

export const orderPay = {
  ...parties,
  order,
  ...amounts,
  paymentExpiryTime: '2026-03-02T11:14:05+08:00',
  paymentFactor: { isAgreementPayment: 'true', isEasyPayScenario: 'true' },
  paymentMethod,
  paymentRequestId: '2023080819074101000000018626927',
  passThroughInfo: '{"buyerId":"testbuyerid","riskInfo":{"clientIp":"140.0.0.1"}}',
};

export const verification = {
  acquirerId: parties.acquirerId,
  authorizationInfo: {
    authClientId: '2188120000699147',
    authState: 'auth_status_95279527000000006',
    referenceAgreementId: '2023080819074101000000018626927',
  },
  otpVerification: {
    otpCode: '144339',
    verifyRequestId: 'ejZsTpWOeibDfWMj0000MLQfcy4MVmFd',
    verifyType: 'SMS_OTP',
  },
  paymentFactor: { isAuthorizationAndPay: 'true', isVerificationAndPay: 'true' },
  paymentMethod: { paymentMethodType: 'ALIPAY_HK' },
  paymentRequestId: '2023080819074101000000018626927',
  pspId: parties.pspId,
};

export const agreementPay = {
  ...parties,
  order,
  ...amounts,
  paymentFactor: { isAgreementPayment: 'true' },
  paymentMethod: { paymentMethodId: accessToken, paymentMethodType: 'ALIPAY_HK' },
  paymentRequestId: '2023080819074101000000018626928',
};

export const sendOtp = {
  ...parties,
  referenceRequestId: '2023080819074101000000018626927',
  userLoginId: '852-******84',
  userLoginIdType: 'MOBILE',
  verifyType: 'MOBILE',
};

export const sendOtpByToken = { ...parties, accessToken, verifyType: 'MOBILE' };

export const verifyOtp = {
  ...parties,
  accessToken,
  verifyRequestId: 'ejZsTpWOeibDfWMj0000MLQfcy4MVmFd',
  otpCode: '362773',
};

const binding = {
  ...parties,
  authClientDisplayName: 'TestClientName',
  authClientId: '2191120000000945',
  authClientName: 'TestClientName',
  authState: 'amsdemo_sdkSign_authState_20230804_190329_120',
  customerBelongsTo: 'ALIPAY_HK',
  osType: 'IOS',
  referenceAgreementId: '2023080419031310000909028316',
  referenceMerchantId: '2191120000000945',
  scopes: ['AGREEMENT_PAY'],
  terminalType: 'WAP',
};

export const prepareSms = {
  ...binding,
  authRedirectUrl: 'https://render.alipay.com/p/yuyan/adaptor.html?accessType=back&callbackType=Common',
  authorizationAction: 'SMS',
  userLoginId: '852-94000811',
  userLoginIdType: 'MOBILE',
};

export const prepareRedirect = { ...binding, authRedirectUrl: 'https://shop.example/back?order=1' };

const grant = { ...parties, authClientId: binding.authClientId };

export const applyCodeWithOtp = {
  ...grant,
  authCode,
  grantType: 'VERIFICATION_CODE',
  otpVerification: { otpCode: '362773', verifyRequestId: 'fUWZ5RCp6FN01VI00000XSbn6YcxNj5x' },
};

export const applyCode = { ...grant, authCode, grantType: 'AUTHORIZATION_CODE' };

export const applyRefresh = { ...grant, refreshToken, grantType: 'REFRESH_TOKEN' };

export const cancelToken = { ...parties, accessToken };

export const inquiry = { ...parties, paymentRequestId: '2023080819074101000000018626927' };

export const cancel = { ...inquiry };

export const refund = {
  ...inquiry,
  paymentId: 'p-1',
  refundRequestId: 'r-1',
  refundAmount: { currency: 'HKD', value: '20' },
  refundFromAmount: { currency: 'HKD', value: '20' },
};
