import type { ApiName } from '@wallet/alipayplus';
import type { HeaderForm } from './header-forms';

export type JsonObject = Record<string, unknown>;

/** Is the answer's signature the wallet's? `none`: there was no answer. */
export type SignatureCheck = 'valid' | 'invalid' | 'none';

/** How a call is made; what is left out is as always. */
export interface CallManner {
  readonly requestTime?: string | undefined;
  /** Of the key that signs. */
  readonly keyVersion?: string | undefined;
  /** What the `Signature` header says instead; null: nothing. */
  readonly namedVersion?: string | null | undefined;
  readonly headerForm?: HeaderForm | undefined;
}

/** One signed call from Alipay+ to the wallet and what came back. Times are ISO 8601. */
export interface Exchange {
  readonly api: ApiName;
  readonly uri: string;
  /** Before it is signed, which may take longer than the call itself. */
  readonly startedAt: string;
  /** When all of the answer was there, or why there is none. */
  readonly answeredAt: string;
  /** From the signed call to the last byte of its answer. */
  readonly durationMs: number;
  /** Of that, so much at most was this process's own: an event waited so long for it. */
  readonly ownDelayMs: number;
  readonly request: JsonObject;
  readonly httpStatus?: number;
  readonly answer?: JsonObject;
  readonly signature: SignatureCheck;
  /** Whose way of writing the call's head was used. */
  readonly headerForm?: HeaderForm;
  /** Of Alipay+'s key that signed the call. */
  readonly keyVersion?: string;
  /** Of the wallet's key, as the answer names it. */
  readonly walletKeyVersion?: string;
  /** What is wrong with the answer, whatever it says: see `Breaches`. Absent: nothing. */
  readonly breaches?: readonly string[];
  /** Why there is no answer: Alipay+ hung up, or the connection failed. */
  readonly error?: string;
}

export interface WireResult {
  readonly resultStatus: string;
  readonly resultCode: string;
  readonly resultMessage?: string;
}

/** The `result` (or `paymentResult`) object of an answer; undefined when there is none. */
export function resultOf(
  answer: JsonObject | undefined,
  field: 'result' | 'paymentResult' = 'result',
): WireResult | undefined {
  const value = answer?.[field];
  return typeof value === 'object' && value !== null && 'resultStatus' in value ? (value as WireResult) : undefined;
}

/** Of a pay: it asks and makes no order. */
export const isEvaluation = ({ paymentFactor }: JsonObject): boolean =>
  (paymentFactor as JsonObject | undefined)?.isPaymentEvaluation === 'true';
