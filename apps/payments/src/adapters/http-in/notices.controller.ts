import { Body, Inject, Query } from '@nestjs/common';
import { noteOf, paymentsEndpoints } from '@wallet/operator-contract';
import { LOGGER, OperatorCall, OperatorController, placeField, placeText, readInput } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { Notices } from '../../application/operators/notices';
import { RepairNotices } from '../../application/operators/repair-notices';

const pageQuery = paymentsEndpoints.listToldOrders.query.extend({ after: placeField.optional() });

/** What Alipay+ was to be told of orders. */
@OperatorController()
export class NoticesController {
  constructor(
    private readonly notices: Notices,
    private readonly repairNotices: RepairNotices,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @OperatorCall(paymentsEndpoints.listToldOrders)
  async list(@Query() rawQuery: unknown) {
    const { since, after, limit } = readInput(pageQuery, rawQuery);
    const { orders, next } = await this.notices.told({ since: new Date(since), after, limit });
    return { orders, ...(next && { next: placeText(next) }) };
  }

  /** Of orders whose notice the caller knows to be missing. */
  @OperatorCall(paymentsEndpoints.repairOrderNotices)
  async repair(@Body() rawBody: unknown) {
    const asked = readInput(paymentsEndpoints.repairOrderNotices.body, rawBody);
    const note = noteOf(asked);
    const repaired = await this.repairNotices.execute(asked.paymentRequestIds, note);
    if (note && repaired.mended.length > 0) this.logger.info({ ...repaired, ...note }, 'operator has facts told again');
    return repaired;
  }
}
