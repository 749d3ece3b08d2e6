import { Body, Controller, Get, HttpCode, Inject, Post, Query, UseGuards } from '@nestjs/common';
import { OperatorTokenGuard, placeField, placeText } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { z } from 'zod';
import type { Repaired, ToldOrder } from '../../application/operators/notices';
import { ListToldOrders, RepairNotices } from '../../application/operators/repair-notices';
import { LOGGER } from './customers.controller';
import { noteFields, readInput } from './operator-input';

const pageSchema = z.object({
  since: z.iso.datetime({ offset: true, error: 'must be an ISO 8601 time' }),
  after: placeField.optional(),
  limit: z.coerce.number().int().min(1).max(1_000, 'must be 1 to 1000').default(1_000),
});

const ids = z.array(z.string().min(1).max(64)).min(1).max(500, 'at most 500');
const repairSchema = z.discriminatedUnion('dryRun', [
  z.strictObject({ paymentRequestIds: ids, dryRun: z.literal(true) }),
  z.strictObject({ paymentRequestIds: ids, dryRun: z.literal(false).default(false), ...noteFields }),
]);

/** For operators only: `/operator/v1/notices`, what Alipay+ was to be told of orders. */
@Controller('operator/v1/notices')
@UseGuards(OperatorTokenGuard)
export class NoticesController {
  constructor(
    private readonly listToldOrders: ListToldOrders,
    private readonly repairNotices: RepairNotices,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get()
  async list(@Query() rawQuery: unknown): Promise<{ orders: readonly ToldOrder[]; next?: string }> {
    const { since, after, limit } = readInput(pageSchema, rawQuery);
    const { orders, next } = await this.listToldOrders.execute({ since: new Date(since), after, limit });
    return { orders, ...(next && { next: placeText(next) }) };
  }

  /** Of orders whose notice the caller knows to be missing. */
  @Post('repair')
  @HttpCode(200)
  async repair(@Body() rawBody: unknown): Promise<Repaired> {
    const asked = readInput(repairSchema, rawBody);
    if (asked.dryRun) return this.repairNotices.execute(asked.paymentRequestIds);
    const { operator, reason, paymentRequestIds } = asked;
    const repaired = await this.repairNotices.execute(paymentRequestIds, { operator, reason });
    if (repaired.mended.length > 0)
      this.logger.info({ ...repaired, operator, reason }, 'operator has facts told again');
    return repaired;
  }
}
