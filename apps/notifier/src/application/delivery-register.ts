import type { DeliveryKind } from '../domain/delivery-kind';
import type { Outcome } from '../domain/outcome';
import type { DeliveryState } from '../domain/schedule';

/** What an operator sees: never the text. */
export interface DeliveryRecord {
  readonly deliveryId: string;
  readonly kind: DeliveryKind;
  readonly subject: string;
  readonly state: DeliveryState;
  /** Attempts started. */
  readonly attempts: number;
  /** What the last finished attempt has led to, and why. */
  readonly lastOutcome: Outcome | null;
  readonly lastResultCode: string | null;
  readonly lastError: string | null;
  readonly nextAttemptAt: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface DeliveryFilter {
  readonly state?: DeliveryState | undefined;
  readonly kind?: DeliveryKind | undefined;
  readonly subject?: string | undefined;
  readonly limit: number;
}

/** The deliveries as operators handle them. Everything throws DependencyFault. */
export interface DeliveryRegister {
  /** The newest first. */
  list(filter: DeliveryFilter): Promise<DeliveryRecord[]>;

  get(deliveryId: string): Promise<DeliveryRecord | undefined>;

  /** Makes a DEAD delivery due now, its schedule begun anew. False when it is not DEAD, or unknown. */
  revive(deliveryId: string): Promise<boolean>;
}
