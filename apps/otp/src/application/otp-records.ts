import type { BoundValues } from '../domain/bound-values';

export interface IssueRequest {
  readonly paymentRequestId: string;
  readonly purpose: 'order' | 'resend';
  readonly proposedVerifyRequestId: string;
  /** A fresh code's MAC and the id that it was made for. */
  readonly verifyRequestId: string;
  readonly codeMac: string;
  readonly bound: BoundValues;
  readonly numberMac: string;
  readonly orderExpiresAt: Date;
}

/**
 * `send`: the MAC is stored, the code is to be sent. `make`: a code may be sent, under this id: ask again with its MAC.
 * `keep`: nothing is to be sent, the id stays current. `throttled`: no code may be sent (sends, tries, or too late).
 */
export type IssueDecision =
  | { readonly kind: 'send'; readonly verifyRequestId: string; readonly lifeMs: number }
  | { readonly kind: 'make' | 'keep' | 'throttled'; readonly verifyRequestId: string };

export interface CheckRequest {
  readonly paymentRequestId: string;
  readonly verifyRequestId: string;
  readonly codeMac: string;
  readonly guessMac: string;
}

export interface Checked {
  readonly verdict: 'accepted' | 'wrong' | 'exhausted' | 'unavailable';
  /** Whether the code was compared with the record's at all. */
  readonly compared: boolean;
}

/**
 * One record per order, alive until a minute after the order's expiry. Each method is one atomic step on the store's
 * own clock, and throws DependencyFault when the store does not work.
 */
export interface OtpRecords {
  issue(request: IssueRequest): Promise<IssueDecision>;
  /** Records what became of the code with this MAC; does nothing once another code has replaced it. */
  settle(paymentRequestId: string, codeMac: string, result: 'sent' | 'refused'): Promise<void>;
  /** What the record's codes were issued for; undefined: no record. */
  boundOf(paymentRequestId: string): Promise<BoundValues | undefined>;
  check(request: CheckRequest): Promise<Checked>;
}
