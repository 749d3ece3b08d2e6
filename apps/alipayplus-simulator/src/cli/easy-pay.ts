import {
  evaluationRequest,
  orderReference,
  newRequestId,
  orderRequest,
  sendOtpRequest,
  verificationRequest,
  type Purchase,
} from '../alipayplus/easy-pay-requests';
import type { NoticeBehaviour } from '../wire/notice-behaviour';
import { followPayment } from './follow-payment';
import { Notices } from './notices';
import { Phone, type CodeSources } from './phone';
import type { SimulatorClient } from './simulator-client';
import type { Transcript } from './transcript';

export interface EasyPayOptions {
  /** Distinct wrong codes that are tried before the right one; the wallet's limit of tries ends the order. */
  readonly wrongOtp: number;
  /** The wallet's limit of tries. */
  readonly maxTries: number;
  readonly resend: boolean;
  readonly authorize: boolean;
  /** How Alipay+ answers the next notices of the agreement. */
  readonly authNotify: readonly NoticeBehaviour[];
  /** How it answers the next notices of the payment. */
  readonly notifyPayment: readonly NoticeBehaviour[];
  /** The last call is followed up as Alipay+ does it, the waiting multiplied by this; undefined: not. */
  readonly timeScale: number | undefined;
  readonly codes: CodeSources;
}

const success = 'SUCCESS';
const inProcess = 'VERIFICATION_IN_PROCESS';
const failed = 'USER_PAYMENT_VERIFICATION_FAILED';

/** One first-time Easy Pay payment: evaluation, order and OTP, verification and deduction, inquiry, notification. */
export class EasyPay {
  private readonly paymentRequestId = newRequestId();
  private readonly phone: Phone;
  private readonly notices: Notices;

  constructor(
    private readonly simulator: SimulatorClient,
    private readonly transcript: Transcript,
    private readonly purchase: Purchase,
    private readonly options: EasyPayOptions,
  ) {
    this.phone = new Phone(simulator, transcript, purchase.loginId, options.codes);
    this.notices = new Notices(simulator, transcript);
  }

  async run(): Promise<void> {
    const { paymentRequestId } = this;
    const evaluationId = newRequestId();
    this.transcript.about({ paymentRequestId: evaluationId });
    await this.simulator.planAuthNotify(this.paymentRequestId, this.options.authNotify);
    await this.simulator.planNotifyPayment(this.paymentRequestId, this.options.notifyPayment);
    await this.pay('1 Evaluate the account', evaluationRequest(this.purchase, evaluationId), success);
    this.transcript.requireNoFault();
    const referenceAgreementId = this.options.authorize ? paymentRequestId : undefined;
    this.transcript.about({ paymentRequestId, referenceAgreementId });
    const known = await this.phone.messageCount();
    const order = await this.pay(
      '2 Open the order, send OTP',
      orderRequest(this.purchase, this.paymentRequestId),
      inProcess,
    );
    this.transcript.requireNoFault();
    const code = await this.phone.awaitCode(known);
    const resent = await this.resend();
    const newest = this.options.resend ? await this.phone.newestCode(code) : code;
    const expected = await this.verify(resent ?? String(order.answer?.verifyRequestId), newest);
    await this.conclude(expected);
  }

  private async pay(title: string, body: ReturnType<typeof orderRequest>, expected: string) {
    const exchange = await this.simulator.call('pay', body);
    this.transcript.exchange(title, exchange, expected);
    return exchange;
  }

  private async resend(): Promise<string | undefined> {
    if (!this.options.resend) return undefined;
    const exchange = await this.simulator.call('sendOTP', sendOtpRequest(this.purchase, this.paymentRequestId));
    this.transcript.exchange('3 Resend the OTP', exchange, success);
    return typeof exchange.answer?.verifyRequestId === 'string' ? exchange.answer.verifyRequestId : undefined;
  }

  /** The result code that the payment ends with. */
  private async verify(verifyRequestId: string, code: string): Promise<string> {
    const body = (otpCode: string) =>
      verificationRequest(this.purchase, {
        paymentRequestId: this.paymentRequestId,
        verifyRequestId,
        otpCode,
        isAuthorizationAndPay: this.options.authorize,
      });
    const { wrongOtp, maxTries, timeScale } = this.options;
    for (let tries = 1; tries <= wrongOtp; tries++) {
      const expected = tries < maxTries ? inProcess : failed;
      await this.pay(`4 Verify a wrong code (${tries})`, body(wrongCode(code, tries)), expected);
    }
    const expected = wrongOtp < maxTries ? success : failed;
    if (timeScale !== undefined && expected === success)
      await followPayment(this.simulator, this.transcript, body(code), timeScale);
    else await this.pay('4 Verify the code and pay', body(code), expected);
    return expected;
  }

  private async conclude(expected: string): Promise<void> {
    const inquiry = await this.simulator.call('inquiryPayment', orderReference(this.purchase, this.paymentRequestId));
    this.transcript.exchange('5 Inquire the payment', inquiry, success);
    await this.notices.showPayment(this.paymentRequestId, expected);
    if (this.options.authorize && expected === success)
      await this.notices.showAgreement(this.paymentRequestId, 'TOKEN_CREATED');
  }
}

/** Another code of the same length, distinct for each `step` below 10. */
const wrongCode = (code: string, step: number): string => code.slice(0, -1) + String((Number(code.at(-1)) + step) % 10);
