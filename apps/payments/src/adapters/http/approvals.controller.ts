import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import type { Verdict } from '@wallet/kernel';
import { operatorError, OperatorTokenGuard, readOperatorNote } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { z } from 'zod';
import { DecideApprovals } from '../../application/operators/approvals';
import { approvalStates, type ApprovalRefusal } from '../../domain/ledger/approval';
import { approvalView } from './approval-view';
import { creditErrors } from './credit-errors';
import { LOGGER } from './customers.controller';
import { readInput } from './operator-input';

const filterSchema = z.strictObject({
  state: z.enum(approvalStates, `must be ${approvalStates.join(', ')}`).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

const notFound = () => operatorError(404, 'not-found', 'there is no approval with this id');

const errors: Readonly<Record<ApprovalRefusal, string>> = {
  'same-operator': 'who asked for it cannot decide on it: it needs a second operator',
  posted: 'a replica of the release before has credited it meanwhile, without approval: refuse it, which closes it',
  approved: 'it is approved already, and done',
  refused: 'it is refused already',
  expired: 'it has expired: ask for it again, with another reference',
};

/** For operators only: what waits for a second one, `/operator/v1/approvals`. */
@Controller('operator/v1/approvals')
@UseGuards(OperatorTokenGuard)
export class ApprovalsController {
  constructor(
    private readonly approvals: DecideApprovals,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get()
  async list(@Query() rawFilter: unknown) {
    const { state, limit } = readInput(filterSchema, rawFilter);
    const approvals = await this.approvals.list({ limit, ...(state && { state }) });
    return { approvals: approvals.map(approvalView) };
  }

  @Get(':approvalId')
  async show(@Param('approvalId') rawId: string) {
    const approval = await this.approvals.show(idOf(rawId));
    if (!approval) throw notFound();
    return approvalView(approval);
  }

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
    const result = await this.approvals.decide(approvalId, verdict, note);
    if (!result) throw notFound();
    if (result.outcome === 'refused') {
      const { refusal } = result;
      throw refusal in errors
        ? operatorError(409, refusal, errors[refusal as ApprovalRefusal])
        : creditErrors[refusal as keyof typeof creditErrors]();
    }
    const { approval, repeated } = result;
    this.logger.info({ approvalId, verdict, repeated, ...note }, 'operator decided on an approval');
    return { approval: approvalView(approval), repeated };
  }
}

function idOf(rawId: string): string {
  const id = z.uuid().safeParse(rawId).data;
  if (id === undefined) throw notFound();
  return id;
}
