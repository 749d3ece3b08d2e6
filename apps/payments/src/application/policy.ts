import type { AdmissionRules } from '../domain/admission';

/** The rules of this wallet, from its settings. */
export interface Policy extends AdmissionRules {
  /** How long an order waits when Alipay+ does not say. */
  readonly orderLifeMs: number;
  /** How far local time, and so the business day, is ahead of UTC. */
  readonly dayOffsetMinutes: number;
}
