import { Body, Controller, Get, HttpCode, Inject, Post, Query, UseGuards } from '@nestjs/common';
import { operatorError, OperatorTokenGuard, placeField, placeText, readOperatorNote } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { z } from 'zod';
import type { Repaired, ToldAgreement } from '../../application/ports/notices';
import { ListToldAgreements, RepairNotices } from '../../application/agreements/repair-notices';
import { LOGGER } from './customers.controller';

const pageSchema = z.object({
  since: z.iso.datetime({ offset: true, error: 'must be an ISO 8601 time' }),
  after: placeField.optional(),
  limit: z.coerce.number().int().min(1).max(1_000, 'must be 1 to 1000').default(500),
});

const repairSchema = z.looseObject({
  agreementIds: z.array(z.uuid('must be an agreement id')).min(1).max(500, 'at most 500'),
  dryRun: z.boolean().default(false),
});

/** For operators only: `/operator/v1/notices`, what Alipay+ was to be told of agreements. */
@Controller('operator/v1/notices')
@UseGuards(OperatorTokenGuard)
export class NoticesController {
  constructor(
    private readonly listToldAgreements: ListToldAgreements,
    private readonly repairNotices: RepairNotices,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get()
  async list(@Query() rawQuery: unknown): Promise<{ agreements: readonly ToldAgreement[]; next?: string }> {
    const { since, after, limit } = read(pageSchema, rawQuery);
    const { agreements, next } = await this.listToldAgreements.execute({ since: new Date(since), after, limit });
    return { agreements, ...(next && { next: placeText(next) }) };
  }

  /** Of agreements whose notice the caller knows to be missing. */
  @Post('repair')
  @HttpCode(200)
  async repair(@Body() rawBody: unknown): Promise<Repaired> {
    const { agreementIds, dryRun, ...by } = read(repairSchema, rawBody);
    if (dryRun) return this.repairNotices.execute(agreementIds);
    const note = readOperatorNote(by);
    const repaired = await this.repairNotices.execute(agreementIds, note);
    if (repaired.mended.length > 0) this.logger.info({ ...repaired, ...note }, 'operator has facts told again');
    return repaired;
  }
}

function read<T>(schema: z.ZodType<T>, rawInput: unknown): T {
  const input = schema.safeParse(rawInput);
  if (input.success) return input.data;
  const message = input.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; ');
  throw operatorError(400, 'bad-request', message);
}
