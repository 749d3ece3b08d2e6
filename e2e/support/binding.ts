import { randomInt } from 'node:crypto';
import { eventually } from '@wallet/testkit';
import { EasyPayOrder, amountOf, readCode, resultOf } from './easy-pay';
import type { AuthNotice, Customer, Exchange, JsonObject, Wallet } from './wallet';

export const parties = { acquirerId: '1022191000000000001', pspId: '1022160000000000000' };

const digits = (): string => String(randomInt(1e9)).padStart(9, '0');

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** The bodies of the seed's authorization calls, for one binding of one customer. */
export class Binding {
  readonly authClientId = `219112${digits()}`;
  readonly referenceAgreementId = `2023080419031${digits()}${digits()}`;

  constructor(
    readonly wallet: Wallet,
    readonly customer: Customer,
  ) {}

  preparation(over: JsonObject = {}): JsonObject {
    return {
      ...parties,
      authClientDisplayName: 'TestClientName',
      authClientId: this.authClientId,
      authClientName: 'TestClientName',
      authRedirectUrl: 'https://render.alipay.com/p/adaptor.html?accessType=back&clientId=4GGO000000000001',
      authState: 'amsdemo_sdkSign_authState_lijun_blj_20230804_190329_120',
      authorizationAction: 'SMS',
      customerBelongsTo: 'ALIPAY_HK',
      osType: 'IOS',
      referenceAgreementId: this.referenceAgreementId,
      referenceMerchantId: this.authClientId,
      scopes: ['AGREEMENT_PAY', 'SEND_OTP'],
      terminalType: 'WAP',
      userLoginId: this.customer.loginId,
      userLoginIdType: 'MOBILE',
      ...over,
    };
  }

  /** Of the flow by redirect: nobody is named. */
  redirection(over: JsonObject = {}): JsonObject {
    const nobody = { authorizationAction: undefined, userLoginId: undefined, userLoginIdType: undefined };
    return this.preparation({ ...nobody, ...over });
  }

  prepare(over: JsonObject = {}): Promise<Exchange> {
    return this.wallet.call('prepare', this.preparation(over));
  }

  verificationGrant(prepared: JsonObject, otpCode: string, over: JsonObject = {}): Promise<Exchange> {
    const { authCode, verifyRequestId } = prepared;
    return this.applyToken({
      authCode,
      grantType: 'VERIFICATION_CODE',
      otpVerification: { otpCode, verifyRequestId },
      ...over,
    });
  }

  refresh(refreshToken: string, over: JsonObject = {}): Promise<Exchange> {
    return this.applyToken({ grantType: 'REFRESH_TOKEN', refreshToken, ...over });
  }

  applyToken(body: JsonObject): Promise<Exchange> {
    return this.wallet.call('applyToken', { ...parties, authClientId: this.authClientId, ...body });
  }

  cancelToken(accessToken: string): Promise<Exchange> {
    return this.wallet.call('cancelToken', { ...parties, accessToken });
  }

  sendOtp(accessToken: string): Promise<Exchange> {
    return this.wallet.call('sendOTP', { ...parties, accessToken });
  }

  verifyOtp(accessToken: string, verifyRequestId: unknown, otpCode: string): Promise<Exchange> {
    return this.wallet.call('verifyOTP', { ...parties, accessToken, otpCode, verifyRequestId });
  }

  /** The newest code on the customer's phone. */
  code(messages = 1): Promise<string> {
    return eventually(async () => {
      const received = await this.wallet.sms(this.customer.loginId);
      expect(received.length).toBeGreaterThanOrEqual(messages);
      return readCode(received[0]!.text);
    });
  }

  /** prepare by SMS, and the code that it sent. */
  async prepared(over: JsonObject = {}): Promise<{ preparation: JsonObject; code: string }> {
    const before = (await this.wallet.sms(this.customer.loginId)).length;
    const prepared = await this.prepare(over);
    expect(resultOf(prepared)).toBe('S SUCCESS');
    return { preparation: prepared.answer!, code: await this.code(before + 1) };
  }

  /** prepare by SMS and applyToken with the right code. */
  async bind(over: JsonObject = {}): Promise<Tokens> {
    const { preparation, code } = await this.prepared(over);
    return tokensOf(await this.verificationGrant(preparation, code));
  }

  notices(type?: string): Promise<AuthNotice[]> {
    return this.wallet.authNotices(this.referenceAgreementId, type);
  }
}

/** The tokens of a successful applyToken. */
export function tokensOf(exchange: Exchange): Tokens {
  expect(resultOf(exchange)).toBe('S SUCCESS');
  const { accessToken, refreshToken } = exchange.answer!;
  return { accessToken: String(accessToken), refreshToken: String(refreshToken) };
}

/** A payment with an access token; `over` replaces top-level fields. */
export function tokenPayment(accessToken: string, over: JsonObject = {}): JsonObject {
  const amount = amountOf('2000');
  return {
    ...parties,
    order: {
      merchant: { merchantName: 'TestClientName', referenceMerchantId: '2191120000000945', merchantMCC: '5021' },
      orderAmount: amount,
      orderDescription: 'a later payment',
      referenceOrderId: `order-${digits()}`,
    },
    payToAmount: amount,
    paymentAmount: amount,
    paymentFactor: { isAgreementPayment: 'true' },
    paymentMethod: { paymentMethodId: accessToken, paymentMethodType: 'ALIPAY_HK' },
    paymentRequestId: `20260101190741${digits()}${digits()}`,
    ...over,
  };
}

/** A first payment whose user ticked "authorize"; resolves with the order and the binding that it asked for. */
export async function payAndAuthorize(
  wallet: Wallet,
  customer: Customer,
  binding = new Binding(wallet, customer),
): Promise<{ order: EasyPayOrder; binding: Binding }> {
  const order = new EasyPayOrder(wallet, customer);
  const verifyRequestId = await order.open();
  const { authClientId, referenceAgreementId } = binding;
  const paid = await order.verify(verifyRequestId, await order.code(), {
    paymentFactor: { isAuthorizationAndPay: 'true', isVerificationAndPay: 'true' },
    authorizationInfo: { authClientId, authState: 'auth_status_95279527000000006', referenceAgreementId },
  });
  expect(resultOf(paid)).toBe('S SUCCESS');
  return { order, binding };
}
