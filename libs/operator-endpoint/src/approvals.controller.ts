import { Body, Inject, Param, Query, type Provider } from '@nestjs/common';
import type { Verdict } from '@wallet/kernel';
import { approvalEndpoints, type Answer, type OperatorNote } from '@wallet/operator-contract';
import type { Logger } from '@wallet/service';
import { z } from 'zod';
import { OperatorCall, OperatorController, readInput } from './operator-call';
import { operatorError } from './operator-error';
import { LOGGER } from './operator-tokens';

type Shown = Answer<typeof approvalEndpoints.showApproval>;

/** What waits in one service for a second operator, as it is shown. Everything throws DependencyFault. */
export interface ApprovalDesk {
  /** The newest first. */
  list(filter: {
    readonly state?: 'WAITING' | 'APPROVED' | 'REFUSED' | 'EXPIRED';
    readonly limit: number;
  }): Promise<readonly Shown[]>;
  /** Undefined: there is none; so says `decide`. */
  show(approvalId: string): Promise<Shown | undefined>;
  /** Throws what the endpoint answers when it is refused. */
  decide(
    approvalId: string,
    verdict: Verdict,
    note: OperatorNote,
  ): Promise<Answer<typeof approvalEndpoints.approve> | undefined>;
}

const DESK = Symbol('approvals');

/** What `ApprovalsController` needs. */
export const approvalProvider = (desk: ApprovalDesk): Provider => ({ provide: DESK, useValue: desk });

/** What waits for a second operator: credits at payments, imports at auth. */
@OperatorController()
export class ApprovalsController {
  constructor(
    @Inject(DESK) private readonly desk: ApprovalDesk,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @OperatorCall(approvalEndpoints.listApprovals)
  async list(@Query() rawFilter: unknown) {
    const { state, limit } = readInput(approvalEndpoints.listApprovals.query, rawFilter);
    return { approvals: await this.desk.list({ limit, ...(state && { state }) }) };
  }

  @OperatorCall(approvalEndpoints.showApproval)
  async show(@Param('approvalId') rawId: string) {
    return (await this.desk.show(idOf(rawId))) ?? missing();
  }

  @OperatorCall(approvalEndpoints.approve)
  approve(@Param('approvalId') rawId: string, @Body() rawBody: unknown) {
    return this.decide(rawId, 'approve', rawBody);
  }

  @OperatorCall(approvalEndpoints.refuse)
  refuse(@Param('approvalId') rawId: string, @Body() rawBody: unknown) {
    return this.decide(rawId, 'refuse', rawBody);
  }

  private async decide(rawId: string, verdict: Verdict, rawBody: unknown) {
    const approvalId = idOf(rawId);
    const note = readInput(approvalEndpoints[verdict].body, rawBody);
    const decided = (await this.desk.decide(approvalId, verdict, note)) ?? missing();
    this.logger.info({ approvalId, verdict, repeated: decided.repeated, ...note }, 'operator decided on an approval');
    return decided;
  }
}

const idOf = (rawId: string): string => z.uuid().safeParse(rawId).data ?? missing();

function missing(): never {
  throw operatorError(404, 'not-found', 'there is no approval with this id');
}
