import {
  evaluationRequest,
  inquiryRequest,
  newRequestId,
  orderRequest,
  sendOtpRequest,
  verificationRequest,
  type Purchase,
} from '../alipayplus/easy-pay-requests';
import { readCode } from '../phone/read-code';
import type { SimulatorClient } from './simulator-client';
import type { Transcript } from './transcript';

export interface EasyPayOptions {
  /** Distinct wrong codes that are tried before the right one; the wallet's limit of tries ends the order. */
  readonly wrongOtp: number;
  /** The wallet's limit of tries. */
  readonly maxTries: number;
  readonly resend: boolean;
  readonly authorize: boolean;
}

const smsTimeoutMs = 5_000;
const notificationTimeoutMs = 10_000;
const success = 'SUCCESS';
const inProcess = 'VERIFICATION_IN_PROCESS';
const failed = 'USER_PAYMENT_VERIFICATION_FAILED';

/** One first-time Easy Pay payment: evaluation, order and OTP, verification and deduction, inquiry, notification. */
export class EasyPay {
  private readonly paymentRequestId = newRequestId();

  constructor(
    private readonly simulator: SimulatorClient,
    private readonly transcript: Transcript,
    private readonly purchase: Purchase,
    private readonly options: EasyPayOptions,
  ) {}

  async run(): Promise<void> {
    await this.pay('1 Evaluate the account', evaluationRequest(this.purchase, newRequestId()), success);
    if (this.isFaulty) return;
    const known = await this.simulator.messages(this.purchase.loginId);
    const order = await this.pay(
      '2 Open the order, send OTP',
      orderRequest(this.purchase, this.paymentRequestId),
      inProcess,
    );
    if (this.isFaulty) return;
    const code = await this.awaitCode(known.length);
    if (code === undefined) return;
    const verifyRequestId = (await this.resend()) ?? String(order.answer?.verifyRequestId);
    const expected = await this.verify(verifyRequestId, (await this.newestCode()) ?? code);
    await this.conclude(expected);
  }

  private get isFaulty(): boolean {
    return this.transcript.faults.length > 0;
  }

  private async pay(title: string, body: ReturnType<typeof orderRequest>, expected: string) {
    const exchange = await this.simulator.call('pay', body);
    this.transcript.exchange(title, exchange, expected);
    return exchange;
  }

  private async awaitCode(knownMessages: number): Promise<string | undefined> {
    const deadline = Date.now() + smsTimeoutMs;
    for (;;) {
      const messages = await this.simulator.messages(this.purchase.loginId);
      const [newest] = messages;
      const code = messages.length > knownMessages && newest ? readCode(newest.text) : undefined;
      if (newest && code) {
        this.transcript.note('  SMS on the phone', `"${newest.text}"`);
        return code;
      }
      if (Date.now() > deadline) {
        this.transcript.note('  SMS on the phone', 'none', `no message came within ${smsTimeoutMs / 1_000} s`);
        return undefined;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async newestCode(): Promise<string | undefined> {
    const [newest] = await this.simulator.messages(this.purchase.loginId);
    return newest && readCode(newest.text);
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
    const { wrongOtp, maxTries } = this.options;
    for (let tries = 1; tries <= wrongOtp; tries++) {
      const expected = tries < maxTries ? inProcess : failed;
      await this.pay(`4 Verify a wrong code (${tries})`, body(wrongCode(code, tries)), expected);
    }
    const expected = wrongOtp < maxTries ? success : failed;
    await this.pay('4 Verify the code and pay', body(code), expected);
    return expected;
  }

  private async conclude(expected: string): Promise<void> {
    const inquiry = await this.simulator.call('inquiryPayment', inquiryRequest(this.purchase, this.paymentRequestId));
    this.transcript.exchange('5 Inquire the payment', inquiry, success);
    const payment = await this.simulator.notified(this.paymentRequestId, notificationTimeoutMs);
    const [notification] = payment?.notifications ?? [];
    if (notification) this.transcript.notification(notification, expected);
    else this.transcript.note('Notification', 'none', `none came within ${notificationTimeoutMs / 1_000} s`);
  }
}

/** Another code of the same length, distinct for each `step` below 10. */
const wrongCode = (code: string, step: number): string => code.slice(0, -1) + String((Number(code.at(-1)) + step) % 10);
