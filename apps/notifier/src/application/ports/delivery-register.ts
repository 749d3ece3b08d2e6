import type { notifierEndpoints, OperatorNote } from '@wallet/operator-contract';
import type { z } from 'zod';
import type { DeliveryKind } from '../../domain/delivery-kind';
import type { Outcome } from '../../domain/outcome';
import type { DeliveryState } from '../../domain/schedule';

/** What an operator sees: never the text. */
export interface DeliveryRecord {
  readonly deliveryId: string;
  readonly kind: DeliveryKind;
  readonly subject: string;
  readonly state: DeliveryState;
  /** Null for the agreed address. */
  readonly origin: string | null;
  readonly path: string;
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

export type DeliveryFilter = z.output<typeof notifierEndpoints.listDeliveries.query>;

/** Without an end it is under way, or its process died. */
export interface DeliveryAttempt {
  readonly number: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly outcome: Outcome | null;
  readonly httpStatus: number | null;
  readonly resultCode: string | null;
  readonly error: string | null;
}

export interface SubjectState {
  readonly subject: string;
  readonly state: DeliveryState;
  readonly kind: DeliveryKind;
  /** Null unless it is ACKED. */
  readonly acknowledgedAt: Date | null;
}

/** Of the DEAD ones; what is absent is any. */
export type DeadFilter = Omit<z.output<typeof notifierEndpoints.replayDeliveries.body>['filter'], 'state'>;

export interface Replay extends OperatorNote {
  readonly filter: DeadFilter;
  readonly limit: number;
  readonly ratePerSecond: number;
}

/** The deliveries as operators handle them; a change is kept with its operator and reason. Everything throws DependencyFault. */
export abstract class DeliveryRegister {
  /** The newest first. */
  abstract list(filter: DeliveryFilter): Promise<DeliveryRecord[]>;

  abstract get(deliveryId: string): Promise<DeliveryRecord | undefined>;

  /** The oldest first. */
  abstract attemptsOf(deliveryId: string): Promise<DeliveryAttempt[]>;

  /** The text of a payment's notice; undefined of an agreement's. */
  abstract bodyOf(deliveryId: string): Promise<string | undefined>;

  /** By subject, the oldest first; a subject without deliveries is left out. */
  abstract statesOf(subjects: readonly string[]): Promise<SubjectState[]>;

  abstract countDead(filter: DeadFilter): Promise<number>;

  /**
   * Makes DEAD deliveries due, the oldest now and the others after it at this rate, each with its schedule begun anew. How
   * many.
   */
  abstract replay(replay: Replay): Promise<number>;

  /** Nobody is told, and nobody need look at it any more. False when it is not DEAD, or unknown. */
  abstract resolve(deliveryId: string, note: OperatorNote): Promise<boolean>;
}
