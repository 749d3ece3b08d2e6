import { timingSafeEqual } from 'node:crypto';
import { keyedHash } from '@wallet/contracts';

/** What a form belongs to. */
export interface FormSubject {
  readonly consentId: string;
  readonly session: string;
}

/**
 * Proves that a decision comes from a page that we showed in this session. Nothing is stored and no cookie is used, so it
 * holds on every replica. Shares its key with tokens and codes: the tag keeps their hashes apart.
 */
export class FormTokens {
  constructor(private readonly key: Buffer) {}

  of({ consentId, session }: FormSubject): string {
    return keyedHash(JSON.stringify(['consentForm', consentId, session]), this.key);
  }

  isValid(formToken: string, subject: FormSubject): boolean {
    const [given, expected] = [Buffer.from(formToken), Buffer.from(this.of(subject))];
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}
