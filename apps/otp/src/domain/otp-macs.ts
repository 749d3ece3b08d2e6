import { createHmac } from 'node:crypto';
import type { Subject } from './subject';

/** The challenge that a code belongs to. */
export interface Challenge {
  readonly subject: Subject;
  readonly verifyRequestId: string;
  /** The canonical text of the bound values. */
  readonly bound: string;
}

/**
 * What is stored instead of codes and numbers: HMAC-SHA-256 in hex under a key that is not in Redis, because a plain
 * hash of six digits is searched through in seconds. JSON arrays keep the inputs apart from each other.
 */
export class OtpMacs {
  constructor(private readonly key: Buffer) {}

  ofCode(code: string, { subject, verifyRequestId, bound }: Challenge): string {
    return this.mac(['code', subject.kind, subject.id, verifyRequestId, bound, code]);
  }

  /** Of the subject and the code only: the same wrong code costs one try, whatever id it is sent with. */
  ofGuess(code: string, subject: Subject): string {
    return this.mac(['guess', subject.kind, subject.id, code]);
  }

  ofNumber(mobileNumber: string): string {
    return this.mac(['number', mobileNumber]);
  }

  private mac(parts: readonly string[]): string {
    return createHmac('sha256', this.key).update(JSON.stringify(parts)).digest('hex');
  }
}
