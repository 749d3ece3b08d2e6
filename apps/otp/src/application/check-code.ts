import { checkOtp, unseal, type CheckOtpCommand, type Command, type Handled, type SealKeys } from '@wallet/contracts';
import { DependencyFault, metrics, milestone, type Logger } from '@wallet/service';
import { isCode } from '../domain/otp-code';
import type { OtpMacs } from '../domain/otp-macs';
import type { Subject } from '../domain/subject';
import type { OtpRecords } from './otp-records';
import { reportFinding, type Finding } from './report-finding';
import { logged, subjectOf } from './subjects';

export interface CheckCodeParts {
  readonly records: OtpRecords;
  readonly macs: OtpMacs;
  readonly sealKeys: SealKeys;
  readonly logger: Logger;
  readonly codeLength: number;
}

interface Attempt {
  readonly subject: Subject;
  readonly verifyRequestId: string;
}

/** What a text that is no code is: a wrong one that costs no try. */
const notCompared: Finding = { verdict: 'wrong' };
const comparisons = metrics.counter('otp_comparisons_total', 'Codes compared with the code of their subject');
const accountsBlocked = metrics.counter(
  'otp_accounts_blocked_total',
  'Times that wrong codes in a row blocked an account for a while',
);
const checks = metrics.counter('otp_checks_total', 'Checks of one-time codes, by verdict', ['verdict']);

/**
 * Checks a code and reports what it found. Throws when the sealed code does not open, which is a fault of the record; while its
 * key is missing nothing was checked.
 */
export class CheckCode {
  constructor(private readonly ports: CheckCodeParts) {}

  /** All at once: each is an atomic step of Redis. Waits for all also when one fails, because the batch is then redone. */
  async execute(batch: readonly Command<CheckOtpCommand>[]): Promise<Handled[]> {
    const results = await Promise.allSettled(batch.map((command) => this.check(command)));
    return results.map((result) => {
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    });
  }

  private async check({ payload, type, key, correlationId }: Command<CheckOtpCommand>): Promise<Handled> {
    const { sealedOtpCode, verifyRequestId } = payload;
    const subject = subjectOf(payload);
    const place = { topic: checkOtp.name, type, key, correlationId };
    const open = () => unseal(sealedOtpCode, place, this.ports.sealKeys);
    const found = await this.verify(open, { subject, verifyRequestId });
    checks.inc({ verdict: found.verdict });
    if (found.verdict === 'accepted') milestone('otp.code.accepted', logged(subject));
    return reportFinding(payload, found, this.ports.logger);
  }

  /** A store that does not work, or a seal key, is a verdict of its own: a final order still gets its stored result from payments. */
  private async verify(open: () => string, attempt: Attempt): Promise<Finding> {
    try {
      const code = open();
      return isCode(code, this.ports.codeLength) ? await this.compare(code, attempt) : notCompared;
    } catch (error) {
      if (!(error instanceof DependencyFault)) throw error;
      this.ports.logger.warn({ err: error, ...logged(attempt.subject) }, 'code not checked');
      return { verdict: 'unavailable' };
    }
  }

  private async compare(code: string, attempt: Attempt): Promise<Finding> {
    const { records, macs, logger } = this.ports;
    const { subject, verifyRequestId } = attempt;
    const bound = await records.boundOf(subject);
    if (bound === undefined) return { verdict: 'unavailable' };
    const codeMac = macs.ofCode(code, { ...attempt, bound });
    const guessMac = macs.ofGuess(code, subject);
    const { verdict, compared, blocksAccount } = await records.check({ ...attempt, codeMac, guessMac });
    if (compared) comparisons.inc();
    if (blocksAccount) {
      accountsBlocked.inc();
      logger.warn(logged(subject), 'an account is blocked for a while: too many wrong codes in a row');
    }
    if (verdict === 'accepted') return { verdict, verifyRequestId, bound };
    return { verdict: verdict === 'blocked' ? 'wrong' : verdict };
  }
}
