import { settlePayment, unseal, type CheckOtp, type SealKeys, type Verification } from '@wallet/contracts';
import type { Forwarding, Message } from '@wallet/messaging';
import { DependencyFault, metrics, milestone, type Logger } from '@wallet/service';
import type { OtpMacs } from '../domain/otp-macs';
import type { OtpRecords } from './otp-records';

export interface CheckCodePorts {
  readonly records: OtpRecords;
  readonly forwarding: Forwarding;
  readonly macs: OtpMacs;
  readonly sealKeys: SealKeys;
  readonly logger: Logger;
}

const comparisons = metrics.counter('otp_comparisons_total', 'Codes compared with the code of their order');
const checks = metrics.counter('otp_checks_total', 'Checks of one-time codes, by verdict', ['verdict']);

/**
 * Checks a code and always forwards what it found to payments, late or not: payments is the one decision point.
 * Throws when the sealed code does not open, which is a fault of the record.
 */
export class CheckCode {
  constructor(private readonly ports: CheckCodePorts) {}

  async execute(message: Message<CheckOtp>): Promise<void> {
    const { sealedOtpCode, verifyRequestId, ...request } = message.payload;
    const { paymentRequestId } = request;
    const { topic, type, key, correlationId } = message;
    const code = unseal(sealedOtpCode, { topic, type, key, correlationId }, this.ports.sealKeys);

    const verification = await this.verify(code, { paymentRequestId, verifyRequestId });
    checks.inc({ verdict: verification.verdict });
    if (verification.verdict === 'accepted') milestone('otp.code.accepted', { paymentRequestId });
    await this.ports.forwarding.forward(message, settlePayment, { ...request, verification });
  }

  /** A store that does not work is a verdict of its own: a final order still gets its stored result from payments. */
  private async verify(
    code: string,
    challenge: { paymentRequestId: string; verifyRequestId: string },
  ): Promise<Verification> {
    try {
      return await this.compare(code, challenge);
    } catch (error) {
      if (!(error instanceof DependencyFault)) throw error;
      this.ports.logger.warn({ err: error, paymentRequestId: challenge.paymentRequestId }, 'code not checked');
      return { verdict: 'unavailable' };
    }
  }

  private async compare(
    code: string,
    challenge: { paymentRequestId: string; verifyRequestId: string },
  ): Promise<Verification> {
    const { records, macs } = this.ports;
    const { paymentRequestId, verifyRequestId } = challenge;
    const bound = await records.boundOf(paymentRequestId);
    if (!bound) return { verdict: 'unavailable' };
    const codeMac = macs.ofCode(code, { ...challenge, bound });
    const guessMac = macs.ofGuess(code, paymentRequestId);
    const { verdict, compared } = await records.check({ ...challenge, codeMac, guessMac });
    if (compared) comparisons.inc();
    return verdict === 'accepted' ? { verdict, verifyRequestId, bound } : { verdict };
  }
}
