import type { Deliveries } from './ports/deliveries';

const limit = 500;

/** Forgets deliveries that have been done with for long; never one that Alipay+ has not acknowledged and nobody dealt with. */
export class PurgeDeliveries {
  constructor(
    private readonly deliveries: Pick<Deliveries, 'purge'>,
    private readonly retentionDays: number,
  ) {}

  /** One batch; true when there may be more. Throws DependencyFault. */
  async execute(): Promise<boolean> {
    return (await this.deliveries.purge(this.retentionDays, limit)) === limit;
  }
}
