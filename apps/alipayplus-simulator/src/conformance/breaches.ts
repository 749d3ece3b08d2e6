import type { Logger } from '@wallet/service';
import type { JsonObject } from '../wire/exchange';

/** One way in which a message of the wallet breaks the rules of Alipay+, whatever it says. Holds no value of the message. */
export interface Breach {
  /** ISO 8601. */
  readonly at: string;
  readonly api: string;
  /** The payment, agreement or auth client that the message is about, as far as it says so. */
  readonly subject: string;
  readonly fault: string;
}

export interface BreachesSeen {
  readonly count: number;
  /** The first ones. */
  readonly breaches: readonly Breach[];
}

const maxKept = 1_000;

/** Of the body of a call or notice. */
export function subjectOf(body: JsonObject): string {
  const named = subjectFields.map((field) => body[field]).find((value) => typeof value === 'string');
  return typeof named === 'string' ? named : '(none)';
}

const subjectFields = ['paymentRequestId', 'referenceRequestId', 'referenceAgreementId', 'authClientId', 'customerId'];

/** All breaches since the start; a breach is a fault of the wallet in every run, so nobody takes one away. */
export class Breaches {
  private readonly kept: Breach[] = [];
  private count = 0;

  constructor(private readonly logger: Logger) {}

  add(message: Omit<Breach, 'fault' | 'at'>, faults: readonly string[]): void {
    for (const fault of faults) {
      const breach = { at: new Date().toISOString(), ...message, fault };
      this.count += 1;
      if (this.kept.length < maxKept) this.kept.push(breach);
      this.logger.warn(breach, 'the wallet broke a rule of Alipay+');
    }
  }

  seen(): BreachesSeen {
    return { count: this.count, breaches: this.kept };
  }
}
