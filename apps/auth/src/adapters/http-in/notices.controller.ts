import { Body, Inject, Query } from '@nestjs/common';
import { authEndpoints, noteOf } from '@wallet/operator-contract';
import { LOGGER, OperatorCall, OperatorController, placeField, placeText, readInput } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { RepairNotices } from '../../application/agreements/repair-notices';
import { Notices } from '../../application/ports/notices';

const pageQuery = authEndpoints.listToldAgreements.query.extend({ after: placeField.optional() });

/** What Alipay+ was to be told of agreements. */
@OperatorController()
export class NoticesController {
  constructor(
    private readonly notices: Notices,
    private readonly repairNotices: RepairNotices,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @OperatorCall(authEndpoints.listToldAgreements)
  async list(@Query() rawQuery: unknown) {
    const { since, after, limit } = readInput(pageQuery, rawQuery);
    const { agreements, next } = await this.notices.told({ since: new Date(since), after, limit });
    return { agreements, ...(next && { next: placeText(next) }) };
  }

  /** Of agreements whose notice the caller knows to be missing. */
  @OperatorCall(authEndpoints.repairAgreementNotices)
  async repair(@Body() rawBody: unknown) {
    const asked = readInput(authEndpoints.repairAgreementNotices.body, rawBody);
    const note = noteOf(asked);
    const repaired = await this.repairNotices.execute(asked.agreementIds, note);
    if (note && repaired.mended.length > 0) this.logger.info({ ...repaired, ...note }, 'operator has facts told again');
    return repaired;
  }
}
