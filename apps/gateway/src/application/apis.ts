import type { AnswerUnknown } from './answer-unknown';
import type { InquirePayment } from './inquire-payment';
import type { PayApi } from './pay';
import type { ResendOtp } from './resend-otp';

/** Who answers which API. */
export class Apis {
  constructor(
    readonly pay: PayApi,
    readonly inquiryPayment: InquirePayment,
    readonly sendOTP: ResendOtp,
    readonly notYetServed: AnswerUnknown,
  ) {}
}
