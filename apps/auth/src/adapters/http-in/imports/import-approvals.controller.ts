import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import type { Verdict, VerdictRefusal } from '@wallet/kernel';
import { operatorError, OperatorTokenGuard, readOperatorNote } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { z } from 'zod';
import { DecideImports } from '../../../application/imports/decide-imports';
import { importStates } from '../../../domain/import-approval';
import { LOGGER } from '../customers.controller';
import { badRequest, readImportId } from './import-input';
import { importView, reportView } from './import-view';

const filterSchema = z.strictObject({
  state: z.enum(importStates).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

const notFound = () => operatorError(404, 'not-found', 'there is no approval with this id');

const errors: Readonly<Record<VerdictRefusal, string>> = {
  'same-operator': 'who asked for it cannot decide on it: it needs a second operator',
  approved: 'it is approved already, and carried out',
  refused: 'it is refused already',
  expired: 'it has expired: import the file again',
};

/** For operators only: imports that wait for a second one, `/operator/v1/approvals`. */
@Controller('operator/v1/approvals')
@UseGuards(OperatorTokenGuard)
export class ImportApprovalsController {
  constructor(
    private readonly imports: DecideImports,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get()
  async list(@Query() rawFilter: unknown) {
    const filter = filterSchema.safeParse(rawFilter).data;
    if (!filter) throw badRequest(`state: must be ${importStates.join(', ')}; limit: must be 1 to 500`);
    const { state, limit } = filter;
    const approvals = await this.imports.list({ limit, ...(state && { state }) });
    return { approvals: approvals.map(importView) };
  }

  @Get(':approvalId')
  async show(@Param('approvalId') rawId: string) {
    const found = await this.imports.show(idOf(rawId));
    if (!found) throw notFound();
    return importView(found);
  }

  /** Carries it out as far as it gets. Doing it again goes on. */
  @Post(':approvalId/approve')
  @HttpCode(200)
  approve(@Param('approvalId') rawId: string, @Body() rawBody: unknown) {
    return this.decide(rawId, 'approve', rawBody);
  }

  @Post(':approvalId/refuse')
  @HttpCode(200)
  refuse(@Param('approvalId') rawId: string, @Body() rawBody: unknown) {
    return this.decide(rawId, 'refuse', rawBody);
  }

  private async decide(rawId: string, verdict: Verdict, rawBody: unknown) {
    const approvalId = idOf(rawId);
    const note = readOperatorNote(rawBody);
    const result = await this.imports.decide(approvalId, verdict, note);
    if (!result) throw notFound();
    if (result.outcome === 'refused') throw operatorError(409, result.refusal, errors[result.refusal]);
    const { found, repeated } = result;
    this.logger.info({ approvalId, verdict, repeated, ...note }, 'operator decided on an import');
    const report = reportView(await this.imports.report(approvalId));
    return { approval: importView(found), repeated, report };
  }
}

function idOf(rawId: string): string {
  const id = readImportId(rawId);
  if (id === undefined) throw notFound();
  return id;
}
