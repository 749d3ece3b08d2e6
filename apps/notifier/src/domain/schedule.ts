import { tellsOfAgreement, type DeliveryKind } from './delivery-kind';
import type { Outcome } from './outcome';

export const deliveryStates = ['RETRYING', 'ACKED', 'DEAD', 'SUPERSEDED', 'RESOLVED'] as const;
/**
 * RETRYING: to be sent, for the first time or again. ACKED: Alipay+ has it. DEAD: given up; somebody must look at it.
 * SUPERSEDED: withdrawn, because what came later has made it wrong. RESOLVED: given up, and an operator has dealt with it.
 */
export type DeliveryState = (typeof deliveryStates)[number];

export type Next = { readonly state: 'ACKED' | 'DEAD' } | { readonly state: 'RETRYING'; readonly delayMs: number };

const jitter = 0.2;
const hourSeconds = 3_600;

/** When to send: the gap before each attempt, each varied by up to 20 %, so that what failed together is not sent together. */
export class Schedule {
  /** `random` is 0 to 1, as `Math.random`. */
  constructor(
    private readonly gapsSeconds: readonly number[],
    private readonly random: () => number = Math.random,
  ) {}

  get firstDelayMs(): number {
    return this.delayMs(this.gapsSeconds[0] ?? 0);
  }

  /**
   * What comes after the attempt of this number, which counts from 1. A fault of our own settings concerns every notice
   * alike: that of a payment is tried hourly, or by the schedule where that is slower, so that its life is never
   * shortened. An authNotify that is refused, whatever the code, is repeated by hand only: docs/alipayplus.md#authnotify.
   */
  next(kind: DeliveryKind, outcome: Outcome, attemptNumber: number): Next {
    if (outcome === 'ACKNOWLEDGED') return { state: 'ACKED' };
    const isRefused = outcome === 'REFUSED' || (outcome === 'MISCONFIGURED' && tellsOfAgreement(kind));
    const gapSeconds = this.gapsSeconds[attemptNumber];
    if (isRefused || gapSeconds === undefined) return { state: 'DEAD' };
    const leastSeconds = outcome === 'MISCONFIGURED' ? hourSeconds : 0;
    return { state: 'RETRYING', delayMs: this.delayMs(Math.max(gapSeconds, leastSeconds)) };
  }

  private delayMs(gapSeconds: number): number {
    return Math.round(gapSeconds * 1_000 * (1 - jitter + 2 * jitter * this.random()));
  }
}
