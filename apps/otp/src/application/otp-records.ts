import type { CustomerId } from '@wallet/kernel';
import type { BudgetShare } from '../domain/country-budget';
import type { Destination } from '../domain/destination';
import type { Bar } from '../domain/sms-rules';
import type { Subject } from '../domain/subject';

export interface IssueRequest {
  readonly subject: Subject;
  /**
   * `first`: never a second code while one was sent. `resend`: a new one after the cool-down. `challenge`: as `resend`,
   * but a verified record makes room for a fresh one.
   */
  readonly purpose: 'first' | 'resend' | 'challenge';
  readonly proposedVerifyRequestId: string;
  /** A fresh code's MAC and the id that it was made for. */
  readonly verifyRequestId: string;
  readonly codeMac: string;
  /** The canonical text of the bound values. */
  readonly bound: string;
  readonly customerId: CustomerId;
  readonly numberMac: string;
  readonly destination: Destination;
  /** The `referenceMerchantId` or `authClientId` on whose behalf a code is asked for; none for an access token. */
  readonly merchantId: string | undefined;
  /** Why nothing may be sent now, whatever the counters say. `provider`: it is not asked at the moment. */
  readonly bar: Bar | 'provider' | undefined;
  readonly expiresAt: Date;
}

interface Current {
  readonly verifyRequestId: string;
  /** Whether the current code is known to have been sent. */
  readonly delivered: boolean;
}

/**
 * `send`: the MAC is stored, the code is to be sent. `make`: a code may be sent, under this id: ask again with its MAC.
 * `keep`: nothing is to be sent, the id stays current. `throttled`: no code may be sent.
 */
export type IssueDecision =
  | {
      readonly kind: 'send';
      readonly verifyRequestId: string;
      readonly lifeMs: number;
      /** So many percent of the country's budget of the day are sent with this one. */
      readonly budgetReached: BudgetShare | undefined;
    }
  | (Current & { readonly kind: 'make' | 'keep' })
  | (Current & {
      readonly kind: 'throttled';
      /**
       * Its name in the store, or the request's `bar`. `country`: its budget of the day is spent; `conversion`: too few
       * codes came back, so the prefix is blocked from now on.
       */
      readonly limit: string;
      /** No code can be sent for as long as the subject lives; else asking again later may help. */
      readonly lasts: boolean;
    });

export interface CheckRequest {
  readonly subject: Subject;
  readonly verifyRequestId: string;
  readonly codeMac: string;
  readonly guessMac: string;
}

export interface Checked {
  /** `blocked`: the account is, nothing was compared or counted. */
  readonly verdict: 'accepted' | 'wrong' | 'exhausted' | 'unavailable' | 'blocked';
  /** Whether the code was compared with the record's at all. */
  readonly compared: boolean;
  /** Whether this wrong code has blocked the account. */
  readonly blocksAccount: boolean;
}

/**
 * One record per subject, alive until a minute after the subject's expiry. Each method is one atomic step on the
 * store's own clock, and throws DependencyFault when the store does not work.
 */
export interface OtpRecords {
  issue(request: IssueRequest): Promise<IssueDecision>;
  /** Records what became of the code with this MAC; does nothing once another code has replaced it. */
  settle(subject: Subject, codeMac: string, result: 'sent' | 'refused'): Promise<void>;
  /** What the record's codes were issued for, as a canonical text; undefined: no record. */
  boundOf(subject: Subject): Promise<string | undefined>;
  check(request: CheckRequest): Promise<Checked>;
}
