import { servedApis, type ServedApi } from '@wallet/alipayplus';
import { cancelPayment, cancelToken, inquirePayment } from '@wallet/contracts';
import { api, command, type Api } from './api';
import { applyTokenCommand } from './apply-token-command';
import { sendOtpCommand, verifyOtpCommand } from './otp-commands';
import { payCommand } from './pay-commands';
import { hostRefusal, prepareCommand } from './prepare-command';
import { refundCommand } from './refund-command';
import { inquired, nothing, paid, refunded, tokens } from './result-fields';

/** All that Alipay+ asks of us. Its wire forms are in libs/alipayplus/src/apis/apis.ts. */
export const apis: Readonly<Record<ServedApi, Api>> = {
  pay: api(servedApis.pay, {
    priority: 'essential',
    whenStale: 'asked',
    subjectOf: ({ paymentRequestId }) => ({ paymentRequestId }),
    commandOf: payCommand,
    fields: { evaluated: ({ customerId }, { pspId }) => ({ customerId, pspId }), paid },
  }),
  inquiryPayment: api(servedApis.inquiryPayment, {
    priority: 'essential',
    whenStale: 'asked',
    subjectOf: ({ paymentRequestId }) => ({ paymentRequestId }),
    commandOf: ({ paymentRequestId }) => command(inquirePayment, () => ({ paymentRequestId })),
    fields: { inquired },
  }),
  cancelPayment: api(servedApis.cancelPayment, {
    priority: 'essential',
    whenStale: 'asked',
    subjectOf: ({ paymentRequestId }) => ({ paymentRequestId }),
    commandOf: ({ paymentRequestId }, _context, { isStale }) =>
      command(cancelPayment, () => ({ paymentRequestId, readOnly: isStale })),
    fields: { cancelled: nothing },
  }),
  refund: api(servedApis.refund, {
    priority: 'essential',
    whenStale: 'asked',
    subjectOf: ({ paymentRequestId, refundRequestId }) => ({ paymentRequestId, refundRequestId }),
    commandOf: refundCommand,
    fields: { refunded },
  }),
  sendOTP: api(servedApis.sendOTP, {
    priority: 'order',
    whenStale: 'refused',
    subjectOf: (request) => (request.kind === 'order' ? { paymentRequestId: request.referenceRequestId } : {}),
    commandOf: sendOtpCommand,
    fields: { 'otp-sent': ({ verifyRequestId }) => ({ verifyRequestId }) },
  }),
  verifyOTP: api(servedApis.verifyOTP, {
    priority: 'essential',
    whenStale: 'refused',
    subjectOf: () => ({}),
    commandOf: verifyOtpCommand,
    fields: { verified: nothing },
  }),
  prepare: api(servedApis.prepare, {
    priority: 'order',
    whenStale: 'refused',
    subjectOf: ({ authClientId, referenceAgreementId }) => ({ authClientId, referenceAgreementId }),
    refusalOf: hostRefusal,
    commandOf: prepareCommand,
    fields: {
      prepared: ({ authCode, verifyRequestId }) => ({ authCode, verifyRequestId }),
      'consent-requested': ({ consentId }, { publicUrl }) => ({ authUrl: `${publicUrl}/consent/${consentId}` }),
    },
  }),
  applyToken: api(servedApis.applyToken, {
    priority: 'essential',
    whenStale: 'refused',
    subjectOf: ({ authClientId }) => ({ authClientId }),
    commandOf: applyTokenCommand,
    fields: { tokens },
  }),
  cancelToken: api(servedApis.cancelToken, {
    priority: 'essential',
    whenStale: 'refused',
    subjectOf: () => ({}),
    commandOf: ({ accessToken }, { secrets }) =>
      command(cancelToken, () => ({ accessTokenHash: secrets.hash(accessToken) })),
    fields: { 'token-cancelled': nothing },
  }),
};
