import { consultAgreement, revokeAgreement, type UnbindAgreementCommand } from '@wallet/contracts';
import type { Call, Dispatch } from '../dispatch';
import type { OpenAnswer, OpenResult } from '../open-answer';
import type { UnbindingConsultation } from './unbinding-consultation';

/** `at-merchant`: Alipay+ does not allow it here. `overload`, `unavailable`: nothing has changed as far as we know; again is fine. */
export type Unbound = 'unbound' | 'not-found' | 'at-merchant' | 'overload' | 'unavailable';

export interface UnbindingTerms {
  readonly traceparent: string;
  /** Makes the deadline of a command that is sent now. */
  readonly deadline: () => Date;
}

/** The user ends an agreement in the wallet's app, if Alipay+ allows it. Ended already is fine. */
export class UnbindAgreement {
  constructor(
    private readonly dispatch: Dispatch,
    private readonly alipayplus: UnbindingConsultation,
  ) {}

  async execute(command: UnbindAgreementCommand, { traceparent, deadline }: UnbindingTerms): Promise<Unbound> {
    const consulted = await this.consult(command, { traceparent, deadline: deadline() });
    if (consulted.outcome !== 'done') return outcomeOf(consulted);
    const { authClientId, referenceMerchantId, accessToken } = requireKind(consulted.result, 'unbinding');
    if (accessToken === undefined) return 'unbound';
    const advice = await this.alipayplus.ask({ authClientId, referenceMerchantId, accessToken });
    if (advice === 'denied') return 'at-merchant';
    if (advice === 'unknown') return 'unavailable';
    const revoked = await this.revoke(command, { traceparent, deadline: deadline() });
    if (revoked.outcome !== 'done') return outcomeOf(revoked);
    requireKind(revoked.result, 'agreement-revoked');
    return 'unbound';
  }

  private consult(command: UnbindAgreementCommand, call: Call): Promise<OpenAnswer> {
    return this.dispatch.ask({ topic: consultAgreement, priority: 'order', payload: () => command }, call);
  }

  private revoke(command: UnbindAgreementCommand, call: Call): Promise<OpenAnswer> {
    return this.dispatch.ask({ topic: revokeAgreement, priority: 'essential', payload: () => command }, call);
  }
}

function outcomeOf(answer: Exclude<OpenAnswer, { outcome: 'done' }>): Unbound {
  if (answer.outcome === 'unknown') return answer.reason === 'overload' ? 'overload' : 'unavailable';
  if (answer.refusal === 'AgreementNotFound') return 'not-found';
  throw new Error(`an unbinding was refused as ${answer.refusal}`);
}

function requireKind<Kind extends OpenResult['kind']>(
  result: OpenResult,
  kind: Kind,
): Extract<OpenResult, { kind: Kind }> {
  if (result.kind === kind) return result as Extract<OpenResult, { kind: Kind }>;
  throw new Error(`asked for ${kind}, got ${result.kind}`);
}
