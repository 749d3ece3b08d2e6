import { formatDateTime, result, type Result as WireResult, type ResultCode } from '@wallet/alipayplus';
import type { Quote, UnknownReason } from '@wallet/contracts';
import { assertNever, refusals } from '@wallet/kernel';
import type { WireAnswer } from './api';
import type { OpenAnswer, OpenResult } from './open-answer';

export interface WireSettings {
  readonly pspId: string;
  /** `+hh:mm`, for the times that we send. */
  readonly utcOffset: string;
  /** The origin of our public port, as browsers see it. */
  readonly publicUrl: string;
}

type Of<Kind extends OpenResult['kind']> = Extract<OpenResult, { kind: Kind }>;
type Writers = { readonly [Kind in OpenResult['kind']]: (done: Of<Kind>) => object };
type Paid = Omit<Of<'paid'>, 'kind'>;

/** Every unknown is a `U`. A verify-and-pay that got no answer may still move money: see `pay.ts`. */
const unknownCodes: Readonly<Record<UnknownReason, ResultCode>> = {
  'awaiting-otp': 'VERIFICATION_IN_PROCESS',
  'otp-wrong': 'OTP_VERIFICATION_FAILED',
  throttled: 'REQUEST_TRAFFIC_EXCEED_LIMIT',
  overload: 'REQUEST_TRAFFIC_EXCEED_LIMIT',
  fault: 'UNKNOWN_EXCEPTION',
  'no-answer': 'UNKNOWN_EXCEPTION',
};

const nothing = (): object => ({});

/** Writes an answer of ours in the words of Alipay+; the answer itself says which of its shapes it needs. */
export class WireAnswers {
  private readonly writers: Writers = {
    evaluated: ({ customerId }) => ({ customerId, pspId: this.settings.pspId }),
    'otp-sent': ({ verifyRequestId }) => ({ verifyRequestId }),
    paid: (done) => this.paid(done),
    inquired: (done) => this.inquired(done),
    cancelled: nothing,
    refunded: (done) => this.refunded(done),
    prepared: ({ authCode, verifyRequestId }) => ({ authCode, verifyRequestId }),
    'consent-requested': ({ consentId }) => ({ authUrl: `${this.settings.publicUrl}/consent/${consentId}` }),
    tokens: (done) => this.tokens(done),
    'token-cancelled': nothing,
    verified: nothing,
    'consent-page': notOnThisWire,
    'consent-decided': notOnThisWire,
    agreements: notOnThisWire,
    unbinding: notOnThisWire,
    'agreement-revoked': notOnThisWire,
  };

  constructor(private readonly settings: WireSettings) {}

  write(answer: OpenAnswer): WireAnswer {
    switch (answer.outcome) {
      case 'done': {
        const write = this.writers[answer.result.kind] as (done: OpenResult) => object;
        return { result: result('SUCCESS'), ...write(answer.result) };
      }
      case 'refused':
        return { result: result(refusals[answer.refusal]) };
      case 'unknown': {
        const { reason, verifyRequestId } = answer;
        return { result: result(unknownCodes[reason]), ...(verifyRequestId !== undefined && { verifyRequestId }) };
      }
      default:
        return assertNever(answer);
    }
  }

  private paid({ paymentId, paidAt, customerId }: Paid): object {
    return { customerId, paymentId, paymentTime: this.time(paidAt) };
  }

  private inquired({ payment, paymentAmount, payToAmount, paymentPromoInfo }: Of<'inquired'>): object {
    const fields = payment.status === 'paid' ? this.paid(payment) : {};
    return { paymentResult: paymentResult(payment), ...fields, paymentAmount, payToAmount, paymentPromoInfo };
  }

  private refunded({ refundId, refundedAt, refundAmount, refundFromAmount, ...echoed }: Of<'refunded'>): object {
    const { refundQuote, refundPromoInfo } = echoed;
    const refundTime = this.time(refundedAt);
    const quote = refundQuote && this.quote(refundQuote);
    return { refundId, refundTime, refundAmount, refundFromAmount, refundQuote: quote, refundPromoInfo };
  }

  private quote({ quoteStartTime, quoteExpiryTime, ...terms }: Quote): object {
    return {
      ...terms,
      ...(quoteStartTime !== undefined && { quoteStartTime: this.time(quoteStartTime) }),
      ...(quoteExpiryTime !== undefined && { quoteExpiryTime: this.time(quoteExpiryTime) }),
    };
  }

  private tokens({ tokens, customerId, userLoginId, ...times }: Of<'tokens'>): object {
    return {
      accessToken: tokens.accessToken,
      accessTokenExpiryTime: this.time(times.accessTokenExpiresAt),
      refreshToken: tokens.refreshToken,
      refreshTokenExpiryTime: this.time(times.refreshTokenExpiresAt),
      customerId,
      userLoginId,
    };
  }

  private time(at: string): string {
    return formatDateTime(new Date(at), this.settings.utcOffset);
  }
}

function notOnThisWire({ kind }: OpenResult): never {
  throw new Error(`Alipay+ asks for no ${kind}`);
}

/** The outcome of the payment that was inquired; a waiting order is in process, whatever it waits for. */
function paymentResult(payment: Of<'inquired'>['payment']): WireResult {
  switch (payment.status) {
    case 'paid':
      return result('SUCCESS');
    case 'waiting':
      return result('PAYMENT_IN_PROCESS');
    case 'failed':
      return result(refusals[payment.refusal]);
    default:
      return assertNever(payment);
  }
}
