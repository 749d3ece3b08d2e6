import type { DeliveryRecord } from '../../application/delivery-register';

/** What an operator sees: never the text, which may hold tokens. */
export interface DeliveryView {
  readonly deliveryId: string;
  readonly kind: string;
  readonly subject: string;
  readonly state: string;
  readonly attempts: number;
  readonly lastOutcome?: string;
  readonly lastResultCode?: string;
  readonly lastError?: string;
  /** While it is RETRYING. */
  readonly nextAttemptAt?: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export function deliveryView(record: DeliveryRecord): DeliveryView {
  const { deliveryId, kind, subject, state, attempts, lastOutcome, lastResultCode, lastError } = record;
  return {
    ...{ deliveryId, kind, subject, state, attempts },
    ...(lastOutcome !== null && { lastOutcome }),
    ...(lastResultCode !== null && { lastResultCode }),
    ...(lastError !== null && { lastError }),
    ...(state === 'RETRYING' && { nextAttemptAt: record.nextAttemptAt.toISOString() }),
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
  };
}
