import type { Answer, IssueTokensCommand, TokenGrant } from '@wallet/contracts';
import { decideRefresh, type RefreshCall, type RefreshDecision } from '../../domain/refresh-grant';
import { endAgreement } from './end-agreement';
import { customerRefusal, findCustomer } from '../customers/find-customer';
import { newGeneration, type TokenMint } from './generation';
import type { AgreementRecords, StoredAgreement, StoredToken } from '../ports/agreements';
import type { GrantPorts } from './redeem-code';
import { alertForeignClient, refused, repeatedAnswer, tokensAnswer, type CommandContext } from './token-answers';

type Refresh = Omit<IssueTokensCommand, 'grant'> & {
  readonly grant: Extract<TokenGrant, { kind: 'refresh-token' }>;
};
/** A refresh token becomes the next pair. A replaced one that comes back ends the agreement, unless its answer was lost or its call came twice. */
export class RefreshTokens {
  constructor(
    private readonly ports: GrantPorts,
    private readonly mint: TokenMint,
  ) {}

  /** Throws DependencyFault. */
  async execute(refresh: Refresh, context: CommandContext): Promise<Answer> {
    const { agreements, directory, clock } = this.ports;
    const { refreshTokenHash: hash } = refresh.grant;
    const moment = { now: clock.now(), graceMs: this.mint.policy.graceMs };
    const decide = (token: StoredToken) => decideRefresh(token, callOf(refresh, token), moment);
    const found = (await agreements.findTokens([hash])).get(hash);
    if (!found) return refused('RefreshTokenInvalid');
    const isRotating = decide(found).decision === 'rotate';
    const customer = isRotating ? await findCustomer(directory, found.agreement.customerId) : null;
    return agreements.change(moment.now, async (records) => {
      const locked = await records.lockToken(hash);
      if (!locked) throw new Error('a refresh token is gone');
      const decision = decide(locked);
      switch (decision.decision) {
        case 'rotate': {
          const refusal = customerRefusal(customer);
          if (refusal) return refused(refusal);
          await recordAnswered(records, refresh);
          return this.rotate(records, locked.agreement, moment.now, context);
        }
        case 'repeat':
          await recordAnswered(records, refresh);
          return repeatedAnswer(this.mint.vault, locked.agreement, context.correlationId);
        case 'refuse':
          return this.refuse(records, locked.agreement, decision, { now: moment.now, context });
      }
    });
  }

  private async rotate(
    records: AgreementRecords,
    { agreementId, ...rest }: StoredAgreement,
    now: Date,
    { correlationId }: CommandContext,
  ): Promise<Answer> {
    const { vault } = this.mint;
    const { pair, fields } = newGeneration(this.mint, { agreementId, generation: rest.generation + 1 }, now);
    const rotated = { ...rest, ...fields, agreementId, version: rest.version + 1, updatedAt: now };
    await records.update(rotated);
    await records.insertTokens(vault.toStore(pair, rotated));
    return tokensAnswer(vault, rotated, pair, correlationId);
  }

  private async refuse(
    records: AgreementRecords,
    agreement: StoredAgreement,
    { refusal, revoke }: Extract<RefreshDecision, { decision: 'refuse' }>,
    { now, context: { traceparent } }: { now: Date; context: CommandContext },
  ): Promise<Answer> {
    if (refusal === 'AuthClientInvalid') alertForeignClient(this.ports.logger, 'refresh-token', agreement);
    if (revoke) await endAgreement(records, this.mint.vault, agreement, { reason: revoke, now, traceparent });
    return refused(refusal);
  }
}

const callOf = ({ authClientId, callFingerprint: call }: Refresh, { answeredCalls }: StoredToken): RefreshCall => ({
  authClientId,
  isDuplicate: call !== undefined && answeredCalls.includes(call),
});

async function recordAnswered(records: AgreementRecords, { grant, callFingerprint }: Refresh): Promise<void> {
  if (callFingerprint) await records.recordCall('token', grant.refreshTokenHash, callFingerprint);
}
