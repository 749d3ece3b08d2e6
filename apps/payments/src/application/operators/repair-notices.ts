import type { Clock, PaymentRequestId } from '@wallet/kernel';
import type { OperatorNote } from '@wallet/operator-contract';
import type { Notices, Repaired } from './notices';

/** Says again what became of orders whose notice was lost; whoever has heard it knows it by its order, and does nothing. */
export class RepairNotices {
  constructor(
    private readonly notices: Pick<Notices, 'repair'>,
    private readonly clock: Clock,
  ) {}

  /** Without a note only what would be done. */
  execute(paymentRequestIds: readonly PaymentRequestId[], note?: OperatorNote): Promise<Repaired> {
    return this.notices.repair(paymentRequestIds, note, this.clock.now());
  }
}
