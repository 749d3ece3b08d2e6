import { createHmac } from 'node:crypto';
import type { BoundValues } from './bound-values';

/** The challenge that a code belongs to. */
export interface Challenge {
  readonly paymentRequestId: string;
  readonly verifyRequestId: string;
  readonly bound: BoundValues;
}

/**
 * What is stored instead of codes and numbers: HMAC-SHA-256 in hex under a key that is not in Redis, because a plain
 * hash of six digits is searched through in seconds. JSON arrays keep the inputs apart from each other.
 */
export class OtpMacs {
  constructor(private readonly key: Buffer) {}

  ofCode(code: string, { paymentRequestId, verifyRequestId, bound }: Challenge): string {
    const { currency, minorUnits } = bound.amount;
    const { referenceMerchantId, customerId } = bound;
    const payee = [minorUnits.toString(), currency, referenceMerchantId, customerId];
    return this.mac(['code', verifyRequestId, paymentRequestId, ...payee, code]);
  }

  /** Of the order and the code only: the same wrong code costs one try, whatever id it is sent with. */
  ofGuess(code: string, paymentRequestId: string): string {
    return this.mac(['guess', paymentRequestId, code]);
  }

  ofNumber(mobileNumber: string): string {
    return this.mac(['number', mobileNumber]);
  }

  private mac(parts: readonly string[]): string {
    return createHmac('sha256', this.key).update(JSON.stringify(parts)).digest('hex');
  }
}
