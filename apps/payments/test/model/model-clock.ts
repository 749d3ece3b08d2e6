import type { Clock } from '@wallet/kernel';
import { startsAt } from './purchases';

/** Stands still between steps, which may go back too. */
export class ModelClock implements Clock {
  private at = startsAt.getTime();
  /** The latest moment that it ever showed. */
  latest = this.at;

  now(): Date {
    return new Date(this.at);
  }

  step(ms: number): void {
    this.at += ms;
    this.latest = Math.max(this.latest, this.at);
  }
}
