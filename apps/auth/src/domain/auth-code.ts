import { createHmac } from 'node:crypto';
import { base62 } from './base62';

/** What codes are derived with. */
export interface CodeSource {
  /** 32 bytes. */
  readonly key: Buffer;
  /** Three digits by which Alipay+ knows the wallet. */
  readonly routingNumber: string;
}

/**
 * The n-th authCode of a preparation: `281`, the routing number, `13` and 24 characters of base 62. Derived, so that a
 * repeat is given the same code though no copy of it is kept.
 */
export const deriveAuthCode = ({ key, routingNumber }: CodeSource, preparationId: string, number: number): string =>
  `281${routingNumber}13${derive(key, ['authCode', preparationId, number], 24)}`;

/** The verifyRequestId of that code's OTP: 32 characters of base 62. */
export const deriveVerifyRequestId = ({ key }: CodeSource, preparationId: string, number: number): string =>
  derive(key, ['verifyRequestId', preparationId, number], 32);

/** 256 bits over at most 190: no character is likelier than another by more than 2^-65. */
function derive(key: Buffer, of: readonly [string, string, number], length: number): string {
  const digest = createHmac('sha256', key).update(JSON.stringify(of)).digest('hex');
  return base62(BigInt(`0x${digest}`), length);
}
