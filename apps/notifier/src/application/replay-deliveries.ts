import type { OperatorNote } from '@wallet/operator-contract';
import { milestone } from '@wallet/service';
import type { DeadFilter, DeliveryRegister } from './ports/delivery-register';

export interface AskedReplay {
  readonly filter: DeadFilter;
  /** Absent: only count. */
  readonly by?: OperatorNote;
  readonly ratePerSecond: number;
}

export interface Replayed {
  /** DEAD ones of the filter. */
  readonly matched: number;
  /** Of these, sent again: at most 10,000 in one go. */
  readonly replayed: number;
}

const limit = 10_000;

/** An operator has dealt with what made deliveries DEAD: they are sent again, the oldest at once, and then by the schedule. */
export class ReplayDeliveries {
  constructor(
    private readonly register: DeliveryRegister,
    private readonly wake: () => void,
  ) {}

  /** Throws DependencyFault. */
  async execute({ filter, by, ratePerSecond }: AskedReplay): Promise<Replayed> {
    const matched = await this.register.countDead(filter);
    if (!by || matched === 0) return { matched, replayed: 0 };
    const replayed = await this.register.replay({ filter, limit, ratePerSecond, ...by });
    milestone('notifier.replay.committed', { replayed });
    this.wake();
    return { matched, replayed };
  }
}
