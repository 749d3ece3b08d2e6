import type { Answer, CodeVerification, IdentifiedCustomer, IssueTokensCommand, TokenGrant } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { metrics, milestone, type Logger } from '@wallet/service';
import { decideCodeGrant, type CodeDecision, type CodeGrant } from '../../domain/code-grant';
import { endAgreement } from './end-agreement';
import { customerRefusal, findCustomer } from '../customers/find-customer';
import type { TokenMint } from './generation';
import { maskedLoginId } from '../customers/masked-login-id';
import { countMade, newAgreement } from './new-agreement';
import type { AgreementRecords, Agreements, StoredCode } from '../ports/agreements';
import type { CustomerDirectory } from '../ports/customer-directory';
import { alertForeignClient, fault, refused, repeatedAnswer, tokensAnswer, type CommandContext } from './token-answers';

export interface GrantPorts {
  readonly agreements: Agreements;
  readonly directory: CustomerDirectory;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Redemption = Omit<IssueTokensCommand, 'grant'> & {
  readonly grant: Exclude<TokenGrant, { kind: 'refresh-token' }>;
};
const differences = metrics.counter(
  'auth_bound_values_differ_total',
  'ALERT: accepted codes that were issued for something else than their authCode',
);

/** An authCode becomes an agreement with its first tokens, once; all of it is stored in one transaction. */
export class RedeemCode {
  constructor(
    private readonly ports: GrantPorts,
    private readonly mint: TokenMint,
  ) {}

  /** Throws DependencyFault. */
  async execute(redemption: Redemption, context: CommandContext): Promise<Answer> {
    const { agreements, directory, clock } = this.ports;
    const { authCodeHash } = redemption.grant;
    const moment = { now: clock.now(), graceMs: this.mint.policy.graceMs };
    const decide = (code: StoredCode) => decideCodeGrant(code, code.agreement, grantOf(code, redemption), moment);
    const found = await agreements.findCode(authCodeHash);
    if (!found) return refused('CodeInvalid');
    const isIssuing = decide(found).decision === 'issue';
    const customer = isIssuing ? await findCustomer(directory, found.customerId) : null;
    return agreements.change(moment.now, async (records) => {
      const code = await records.lockCode(authCodeHash);
      if (!code) throw new Error('an authCode is gone');
      const decision = decide(code);
      switch (decision.decision) {
        case 'issue':
          return this.issue(records, { redemption, code, customer, now: moment.now, context });
        case 'repeat':
          await recordAnswered(records, redemption);
          return code.agreement ? repeatedAnswer(this.mint.vault, code.agreement, context.correlationId) : fault;
        case 'undecided':
          if (grantOf(code, redemption).verdict === 'foreign') this.alertDifference(code);
          return { outcome: 'unknown', reason: decision.reason };
        case 'refuse':
          return this.refuse(records, code, decision, { now: moment.now, context });
      }
    });
  }

  private async issue(records: AgreementRecords, issuing: Issuing): Promise<Answer> {
    const { redemption, code, customer, now, context } = issuing;
    const refusal = customerRefusal(customer);
    if (refusal || !customer) return refused(refusal ?? 'CustomerNotFound');
    const { authClientId, referenceAgreementId, authClientName, referenceMerchantId, scopes, customerId } = code;
    const terms = { authClientId, referenceAgreementId, authClientName, referenceMerchantId, scopes, customerId };
    const userLoginId = maskedLoginId(customer.mobileNumber);
    const { agreement, pair } = newAgreement(this.mint, { ...terms, userLoginId, origin: 'CODE' }, now);
    if (!(await records.insert(agreement))) return refused('RepeatInconsistent');
    await records.useCode(code.hash, agreement);
    await recordAnswered(records, redemption);
    milestone('auth.code.used');
    await records.insertTokens(this.mint.vault.toStore(pair, agreement));
    countMade(agreement);
    return tokensAnswer(this.mint.vault, agreement, pair, context.correlationId);
  }

  private async refuse(
    records: AgreementRecords,
    code: StoredCode,
    { refusal, burn, revoke }: Extract<CodeDecision, { decision: 'refuse' }>,
    { now, context: { traceparent } }: { now: Date; context: CommandContext },
  ): Promise<Answer> {
    if (refusal === 'AuthClientInvalid') alertForeignClient(this.ports.logger, 'code', code);
    if (burn) await records.burnCode(code.hash);
    if (revoke && code.agreement) {
      await endAgreement(records, this.mint.vault, code.agreement, { reason: revoke, now, traceparent });
    }
    return refused(refusal);
  }

  private alertDifference({ authClientId, referenceAgreementId }: StoredCode): void {
    differences.inc();
    const binding = { authClientId, referenceAgreementId };
    this.ports.logger.error(binding, 'an accepted code was issued for something else than its authCode');
  }
}

interface Issuing {
  readonly redemption: Redemption;
  readonly code: StoredCode;
  readonly customer: IdentifiedCustomer | null;
  readonly now: Date;
  readonly context: CommandContext;
}

async function recordAnswered(records: AgreementRecords, { grant, callFingerprint }: Redemption): Promise<void> {
  if (callFingerprint) await records.recordCall('auth_code', grant.authCodeHash, callFingerprint);
}

function grantOf(code: StoredCode, { authClientId, grant, callFingerprint: call }: Redemption): CodeGrant {
  const common = { authClientId, isDuplicate: call !== undefined && code.answeredCalls.includes(call) };
  return grant.kind === 'authorization-code'
    ? { flow: 'REDIRECT', verdict: 'accepted', ...common }
    : { flow: 'SMS', verdict: verdictOn(code, grant.verification), ...common };
}

function verdictOn(code: StoredCode, verification: CodeVerification): CodeGrant['verdict'] {
  if (verification.verdict !== 'accepted') return verification.verdict;
  const { authClientId, referenceAgreementId, customerId } = verification.bound;
  const isBound =
    authClientId === code.authClientId &&
    referenceAgreementId === code.referenceAgreementId &&
    customerId === code.customerId;
  return isBound ? 'accepted' : 'foreign';
}
