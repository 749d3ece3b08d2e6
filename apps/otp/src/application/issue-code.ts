import { isExpired, type Command, type Handled, type SendOtpCommand } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { DependencyFault, errorMessage, metrics, milestone, traceIdOf, type Logger } from '@wallet/service';
import { destinationOf } from '../domain/destination';
import { maskedNumber } from '../domain/masked-number';
import { messageText, type MessageTemplates } from '../domain/message-text';
import { randomCode } from '../domain/otp-code';
import type { OtpMacs } from '../domain/otp-macs';
import { barOf, type SmsRules } from '../domain/sms-rules';
import { issueAnswer, type IssueOutcome } from './issue-answer';
import type { IssueDecision, IssueRequest, OtpRecords } from './otp-records';
import type { SmsResult, SmsSender } from './sms-sender';
import { boundTextOf, logged, merchantIdOf, subjectOf, wordsOf } from './subjects';
import { watchSend } from './watch-sends';

export interface IssueCodePorts {
  readonly records: OtpRecords;
  readonly sms: SmsSender;
  readonly macs: OtpMacs;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface IssueCodeSettings {
  readonly codeLength: number;
  readonly templates: MessageTemplates;
  readonly rules: SmsRules;
  readonly smsTimeoutMs: number;
}

type Issued = IssueDecision & { readonly codeMac: string };

/** What an answer needs to reach the gateway before the deadline. */
const answerMs = 200;
const maxRounds = 3;
const sends = metrics.counter('otp_sends_total', 'One-time codes asked for, by what became of them', ['result']);

/** Issues a code for a subject and sends it. Never refuses; a store that cannot issue is thrown (DependencyFault). */
export class IssueCode {
  constructor(
    private readonly ports: IssueCodePorts,
    private readonly settings: IssueCodeSettings,
  ) {}

  /** One after the other: each may wait for the provider. */
  async execute(batch: readonly Command<SendOtpCommand>[]): Promise<Handled[]> {
    const handled: Handled[] = [];
    for (const command of batch) handled.push(await this.handle(command));
    return handled;
  }

  private async handle(command: Command<SendOtpCommand>): Promise<Handled> {
    const { payload } = command;
    if (isExpired(command, new Date(this.ports.clock.now().getTime() + answerMs))) return 'expired';

    const code = randomCode(this.settings.codeLength);
    const issued = await this.issue(payload, code);
    const outcome = issued.kind === 'send' ? await this.send(command, code, issued) : kept(issued);
    const { result } = outcome;
    sends.inc({ result });
    if (issued.kind === 'send' && result !== 'unknown') await this.settle(payload, issued.codeMac, result === 'sent');
    return issueAnswer(payload, outcome);
  }

  /** The answer stands whether the store hears of it or not: the code is with the provider, or is not. */
  private async settle(command: SendOtpCommand, codeMac: string, isSent: boolean): Promise<void> {
    const { records, logger } = this.ports;
    const subject = subjectOf(command);
    try {
      await records.settle(subject, codeMac, isSent ? 'sent' : 'refused');
    } catch (error) {
      if (!(error instanceof DependencyFault)) throw error;
      logger.warn({ err: error, ...logged(subject) }, 'what became of a code is not stored');
    }
  }

  /** A MAC is of one id, and only the store's atomic step knows which id a code may be issued under: ask, make, ask again. */
  private async issue(command: SendOtpCommand, code: string): Promise<Issued> {
    const { records, macs, logger } = this.ports;
    const request = this.requestOf(command);
    const { subject, bound } = request;
    let verifyRequestId = command.proposedVerifyRequestId;
    for (let round = 1; ; round++) {
      const codeMac = macs.ofCode(code, { subject, bound, verifyRequestId });
      const decision = await records.issue({ ...request, verifyRequestId, codeMac });
      watchSend(decision, request.destination, logger);
      if (decision.kind !== 'make' || round === maxRounds) return { ...decision, codeMac };
      verifyRequestId = decision.verifyRequestId;
    }
  }

  private requestOf(command: SendOtpCommand): Omit<IssueRequest, 'verifyRequestId' | 'codeMac'> {
    const { purpose, proposedVerifyRequestId, mobileNumber } = command;
    const bar = this.ports.sms.isAvailable() ? barOf(mobileNumber, this.settings.rules) : 'provider';
    return {
      subject: subjectOf(command),
      purpose,
      proposedVerifyRequestId,
      bound: boundTextOf(command),
      customerId: command.bound.customerId,
      numberMac: this.ports.macs.ofNumber(mobileNumber),
      destination: destinationOf(mobileNumber),
      merchantId: merchantIdOf(command),
      bar,
      expiresAt: new Date(command.expiresAt),
    };
  }

  private async send(
    command: Command<SendOtpCommand>,
    code: string,
    { lifeMs, verifyRequestId }: { lifeMs: number; verifyRequestId: string },
  ): Promise<IssueOutcome> {
    const result = await this.deliver(command, code, lifeMs);
    return { result, delivered: result === 'sent', verifyRequestId };
  }

  private async deliver(
    { payload, deadline, traceparent }: Command<SendOtpCommand>,
    code: string,
    lifeMs: number,
  ): Promise<SmsResult> {
    const { sms, clock, logger } = this.ports;
    const { mobileNumber } = payload;
    const subject = logged(subjectOf(payload));
    milestone('otp.code.issued', subject);
    const leftMs = deadline ? deadline.getTime() - clock.now().getTime() - answerMs : Infinity;
    const timeoutMs = Math.max(1, Math.min(this.settings.smsTimeoutMs, leftMs));
    const text = messageText(this.settings.templates[payload.subject], { code, lifeMs, ...wordsOf(payload) });
    const line = { traceId: traceIdOf(traceparent), ...subject, number: maskedNumber(mobileNumber) };
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

/**
 * A record that changed between the rounds is being served by somebody else. Where the provider is not asked nothing was
 * counted, and the repeat recovers.
 */
function kept(issued: Exclude<Issued, { kind: 'send' }>): IssueOutcome {
  const { delivered, verifyRequestId } = issued;
  if (issued.kind !== 'throttled') return { result: 'keep', delivered, verifyRequestId };
  if (issued.limit === 'provider') return { result: 'unsent', delivered, verifyRequestId };
  return { result: issued.lasts ? 'barred' : 'throttled', delivered, verifyRequestId };
}
