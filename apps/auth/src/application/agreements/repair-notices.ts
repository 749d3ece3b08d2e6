import type { AgreementId, Clock } from '@wallet/kernel';
import type { OperatorNote } from '@wallet/operator-contract';
import type { Notices, Repaired } from '../ports/notices';

/** Tells again what was told of agreements and got lost; notifier knows a fact that it has by its id, and does nothing. */
export class RepairNotices {
  constructor(
    private readonly notices: Pick<Notices, 'repair'>,
    private readonly clock: Clock,
  ) {}

  /** Without a note only what would be done. */
  execute(agreementIds: readonly AgreementId[], note?: OperatorNote): Promise<Repaired> {
    return this.notices.repair(agreementIds, note, this.clock.now());
  }
}
