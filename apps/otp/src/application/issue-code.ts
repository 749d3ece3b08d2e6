import type { Answer, SendOtp } from '@wallet/contracts';
import { done, unknown, type Clock } from '@wallet/kernel';
import { isExpired, type Answers, type Message } from '@wallet/messaging';
import { errorMessage, metrics, milestone, traceIdOf, type Logger } from '@wallet/service';
import { maskedNumber } from '../domain/masked-number';
import { messageText } from '../domain/message-text';
import { randomCode } from '../domain/otp-code';
import type { OtpMacs } from '../domain/otp-macs';
import type { IssueDecision, OtpRecords } from './otp-records';
import type { SmsResult, SmsSender } from './sms-sender';

export interface IssueCodePorts {
  readonly records: OtpRecords;
  readonly sms: SmsSender;
  readonly answers: Answers;
  readonly macs: OtpMacs;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface IssueCodeSettings {
  readonly codeLength: number;
  readonly template: string;
  readonly smsTimeoutMs: number;
}

type Issued = IssueDecision & { readonly codeMac: string };
type Outcome = SmsResult | 'keep' | 'throttled';

/** What an answer needs to reach the gateway before the deadline. */
const answerMs = 200;
const maxRounds = 3;
const sends = metrics.counter('otp_sends_total', 'One-time codes asked for, by what became of them', ['result']);

/** Issues a code for an order, sends it, and answers. Never refuses; a broken store is thrown (DependencyFault). */
export class IssueCode {
  constructor(
    private readonly ports: IssueCodePorts,
    private readonly settings: IssueCodeSettings,
  ) {}

  async execute(message: Message<SendOtp>): Promise<void> {
    const { answers, clock, records } = this.ports;
    const { paymentRequestId, purpose } = message.payload;
    if (isExpired(message, new Date(clock.now().getTime() + answerMs))) return;

    const code = randomCode(this.settings.codeLength);
    const issued = await this.issue(message.payload, code);
    const outcome = issued.kind === 'send' ? await this.deliver(message, code, issued.lifeMs) : kept(issued);
    sends.inc({ result: outcome });
    await answers.answer(message, answerFor(purpose, outcome, issued.verifyRequestId));
    if (outcome === 'sent' || outcome === 'refused') await records.settle(paymentRequestId, issued.codeMac, outcome);
  }

  /** A MAC is of one id, and only the store's atomic step knows which id a code may be issued under: ask, make, ask again. */
  private async issue(command: SendOtp, code: string): Promise<Issued> {
    const { records, macs } = this.ports;
    const { paymentRequestId, purpose, proposedVerifyRequestId, bound } = command;
    const orderExpiresAt = new Date(command.orderExpiresAt);
    const numberMac = macs.ofNumber(command.mobileNumber);
    const order = { paymentRequestId, purpose, proposedVerifyRequestId, bound, numberMac, orderExpiresAt };
    let verifyRequestId = proposedVerifyRequestId;
    for (let round = 1; ; round++) {
      const codeMac = macs.ofCode(code, { paymentRequestId, verifyRequestId, bound });
      const decision = await records.issue({ ...order, verifyRequestId, codeMac });
      if (decision.kind !== 'make' || round === maxRounds) return { ...decision, codeMac };
      verifyRequestId = decision.verifyRequestId;
    }
  }

  private async deliver(
    { payload, deadline, traceparent }: Message<SendOtp>,
    code: string,
    lifeMs: number,
  ): Promise<SmsResult> {
    const { sms, clock, logger } = this.ports;
    const { paymentRequestId, mobileNumber, merchantName, bound } = payload;
    milestone('otp.code.issued', { paymentRequestId });
    const leftMs = deadline ? deadline.getTime() - clock.now().getTime() - answerMs : Infinity;
    const timeoutMs = Math.max(1, Math.min(this.settings.smsTimeoutMs, leftMs));
    const words = { code, amount: bound.amount, rawMerchantName: merchantName, lifeMs };
    const text = messageText(this.settings.template, words);
    const line = { traceId: traceIdOf(traceparent), paymentRequestId, number: maskedNumber(mobileNumber) };
    try {
      const result = await sms.send({ to: mobileNumber, text }, { timeoutMs });
      logger[result === 'sent' ? 'info' : 'warn']({ ...line, result }, 'code handed to the sender');
      return result;
    } catch (error) {
      logger.warn({ ...line, reason: errorMessage(error) }, 'not known whether the code was sent');
      return 'unknown';
    }
  }
}

/** A record that changed between the rounds is being served by somebody else. */
const kept = (issued: Issued): 'keep' | 'throttled' => (issued.kind === 'throttled' ? 'throttled' : 'keep');

function answerFor(purpose: SendOtp['purpose'], outcome: Outcome, verifyRequestId: string): Answer {
  if (purpose === 'order') return { outcome: 'unknown', reason: 'awaiting-otp', verifyRequestId };
  switch (outcome) {
    case 'sent':
    case 'keep':
      return done({ kind: 'otp-sent', verifyRequestId });
    case 'throttled':
      return unknown('throttled');
    case 'refused':
    case 'unknown':
      return unknown('fault');
  }
}
