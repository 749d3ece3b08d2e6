import { randomInt } from 'node:crypto';
import { eventually, fullOrder, passThroughInfo, storeOf } from '@wallet/testkit';
import type { Customer, Exchange, JsonObject, Wallet } from './wallet';

const acquirerId = '1022188000000000001';
const pspId = '1022160000000000000';

const newId = (): string =>
  `20260101190741${String(randomInt(1e9)).padStart(9, '0')}${String(randomInt(1e9)).padStart(9, '0')}`;

export const amountOf = (value: string, currency = 'HKD') => ({ currency, value });

let orders = 0;

/** The bodies of the seed's calls, for one customer and one order. `over` replaces top-level fields. */
export class EasyPayOrder {
  readonly paymentRequestId = newId();
  private readonly index = orders++;

  constructor(
    private readonly wallet: Wallet,
    readonly customer: Customer,
    private readonly amount = '12050',
    private readonly over: JsonObject = {},
  ) {}

  evaluation(): JsonObject {
    return this.body({ isAgreementPayment: 'true', isEasyPayScenario: 'true', isPaymentEvaluation: 'true' });
  }

  order(): JsonObject {
    return this.body({ isAgreementPayment: 'true', isEasyPayScenario: 'true' });
  }

  verification(verifyRequestId: string, otpCode: string, over: JsonObject = {}): JsonObject {
    return {
      acquirerId,
      otpVerification: { otpCode, verifyRequestId, verifyType: 'SMS_OTP' },
      paymentFactor: { isVerificationAndPay: 'true' },
      paymentMethod: { paymentMethodType: 'ALIPAY_HK' },
      paymentRequestId: this.paymentRequestId,
      pspId,
      ...over,
    };
  }

  evaluate(): Promise<Exchange> {
    return this.wallet.call('pay', this.evaluation());
  }

  /** Call 2; resolves with the verifyRequestId. */
  async open(): Promise<string> {
    const exchange = await this.wallet.call('pay', this.order());
    expect(resultOf(exchange)).toBe('U VERIFICATION_IN_PROCESS');
    return String(exchange.answer?.verifyRequestId);
  }

  verify(verifyRequestId: string, otpCode: string, over: JsonObject = {}): Promise<Exchange> {
    return this.wallet.call('pay', this.verification(verifyRequestId, otpCode, over));
  }

  inquire(): Promise<Exchange> {
    return this.wallet.call('inquiryPayment', { acquirerId, pspId, paymentRequestId: this.paymentRequestId });
  }

  sendOtp(): Promise<Exchange> {
    return this.wallet.call('sendOTP', {
      acquirerId,
      pspId,
      referenceRequestId: this.paymentRequestId,
      userLoginId: this.customer.loginId,
      userLoginIdType: 'MOBILE',
      verifyType: 'MOBILE',
    });
  }

  /** The newest code on the customer's phone, when it has `messages` messages. */
  code(messages = 1): Promise<string> {
    return eventually(async () => {
      const received = await this.wallet.sms(this.customer.loginId);
      expect(received.length).toBeGreaterThanOrEqual(messages);
      return readCode(received[0]!.text);
    });
  }

  private body(paymentFactor: JsonObject): JsonObject {
    const amount = amountOf(this.amount);
    return {
      acquirerId,
      order: {
        ...fullOrder(this.index, amount),
        merchant: {
          merchantAddress: { region: 'HK' },
          merchantDisplayName: 'testAliasName',
          merchantMCC: '5021',
          merchantName: 'testAliasName',
          referenceMerchantId: '2188120000099147',
          store: storeOf(this.index),
        },
        orderDescription: '57c1da80-936f-463c-8119-dc3279985fa5',
        referenceOrderId: '57c1da80-936f-463c-8119-dc3279985fa5',
      },
      passThroughInfo,
      payToAmount: amount,
      paymentAmount: amount,
      paymentFactor,
      paymentMethod: {
        paymentMethodId: '',
        paymentMethodMetaData: { userLoginId: this.customer.loginId, userLoginIdType: 'MOBILE' },
        paymentMethodType: 'ALIPAY_HK',
      },
      paymentRequestId: this.paymentRequestId,
      pspId,
      ...this.over,
    };
  }
}

/** `S SUCCESS`; fails when the answer is not signed by the wallet. */
export function resultOf({ answer, signature, error }: Exchange, field = 'result'): string {
  expect({ signature, error }).toEqual({ signature: 'valid', error: undefined });
  const result = answer?.[field] as { resultStatus: string; resultCode: string };
  return `${result.resultStatus} ${result.resultCode}`;
}

export function readCode(text: string): string {
  const code = /(?<![\d.])\d{4,12}(?!\d|\.\d)/.exec(text)?.[0];
  if (!code) throw new Error('there is no code in the message');
  return code;
}

/** `count` distinct codes of the same length, none of them right. */
export const wrongCodes = (code: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) =>
    String((Number(code) + index + 1) % 10 ** code.length).padStart(code.length, '0'),
  );
