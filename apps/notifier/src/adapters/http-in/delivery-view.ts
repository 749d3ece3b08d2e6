import type { DeliveryAttempt, DeliveryRecord } from '../../application/ports/delivery-register';
import type { ShownDelivery } from '../../application/show-delivery';

/** What an operator sees: never the text, which may hold tokens. */
export interface DeliveryView {
  readonly deliveryId: string;
  readonly kind: string;
  readonly subject: string;
  readonly state: string;
  /** Scheme, host and port; absent for the agreed address. */
  readonly origin?: string;
  readonly path: string;
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
  const { deliveryId, kind, subject, state, origin, path, attempts, lastOutcome, lastResultCode, lastError } = record;
  return {
    ...{ deliveryId, kind, subject, state, path, attempts },
    ...(origin !== null && { origin }),
    ...(lastOutcome !== null && { lastOutcome }),
    ...(lastResultCode !== null && { lastResultCode }),
    ...(lastError !== null && { lastError }),
    ...(state === 'RETRYING' && { nextAttemptAt: record.nextAttemptAt.toISOString() }),
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
  };
}

interface AttemptView {
  readonly number: number;
  readonly startedAt: string;
  /** Absent: it is under way, or its process died. */
  readonly finishedAt?: string;
  readonly outcome?: string;
  readonly httpStatus?: number;
  readonly resultCode?: string;
  readonly error?: string;
}

export interface ShownView {
  readonly delivery: DeliveryView;
  /** The oldest first. */
  readonly attempts: readonly AttemptView[];
  /** The text, of a notifyPayment only. */
  readonly payload?: string;
}

export const shownView = ({ delivery, attempts, payload }: ShownDelivery): ShownView => ({
  delivery: deliveryView(delivery),
  attempts: attempts.map(attemptView),
  ...(payload !== undefined && { payload }),
});

const attemptView = ({ number, startedAt, finishedAt, ...result }: DeliveryAttempt): AttemptView => ({
  number,
  startedAt: startedAt.toISOString(),
  ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
  ...(result.outcome !== null && { outcome: result.outcome }),
  ...(result.httpStatus !== null && { httpStatus: result.httpStatus }),
  ...(result.resultCode !== null && { resultCode: result.resultCode }),
  ...(result.error !== null && { error: result.error }),
});
