import type { AdmissionRules } from '../domain/admission/admission';
import type { AgreementLimits } from '../domain/admission/limits';

/** The rules of this wallet, from its settings. */
export interface Policy extends AdmissionRules {
  readonly agreementLimits: AgreementLimits;
  /** Of a payment by token to another merchant than the agreement's. */
  readonly agreementMerchant: 'report' | 'refuse';
  /** How long an order waits when Alipay+ does not say. */
  readonly orderLifeMs: number;
  /** The same of a payment by access token: after that it is not made any more. */
  readonly tokenOrderLifeMs: number;
  /** How many days after a payment it can be refunded. */
  readonly refundWindowDays: number;
  /** How far local time, and so the business day, is ahead of UTC. */
  readonly dayOffsetMinutes: number;
}
