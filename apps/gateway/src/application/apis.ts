import type { ApplyTokenApi } from './authorization/apply-token';
import type { CancelPaymentApi } from './cancel-payment';
import type { CancelTokenApi } from './authorization/cancel-token';
import type { InquirePayment } from './inquire-payment';
import type { PayApi } from './pay';
import type { PrepareApi } from './authorization/prepare';
import type { RefundApi } from './refund';
import type { SendOtpApi } from './send-otp';
import type { VerifyOtpApi } from './verify-otp';

/** Who answers which API. */
export abstract class Apis {
  abstract readonly pay: PayApi;
  abstract readonly inquiryPayment: InquirePayment;
  abstract readonly cancelPayment: CancelPaymentApi;
  abstract readonly refund: RefundApi;
  abstract readonly prepare: PrepareApi;
  abstract readonly applyToken: ApplyTokenApi;
  abstract readonly cancelToken: CancelTokenApi;
  abstract readonly sendOTP: SendOtpApi;
  abstract readonly verifyOTP: VerifyOtpApi;
}
