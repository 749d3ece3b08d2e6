import { compileCodeRules, type UnreadRules } from '@wallet/alipayplus/codes';
import { codeRulesLimits, keepCodeRules } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { metrics, newTraceparent, type Logger } from '@wallet/service';
import type { Dispatch } from '../dispatch';
import type { CodeBook } from './code-book';
import { packCodeRules } from './packed-code-rules';

/** What came of a call of inquiryCodeRules. `isBroken`: there was an answer, and it cannot be trusted or read. */
export type PulledRules =
  | { readonly ok: true; readonly rules: UnreadRules }
  | { readonly ok: false; readonly isBroken: boolean; readonly reason: string };

/** Asks Alipay+ for all its rules. */
export interface CodeRulesSource {
  pull(): Promise<PulledRules>;
}

export interface PullPorts {
  readonly source: CodeRulesSource;
  readonly book: Pick<CodeBook, 'pulledAt' | 'version'>;
  readonly dispatch: Pick<Dispatch, 'ask'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const pulls = metrics.counter(
  'gateway_code_rules_pulls_total',
  'Calls of inquiryCodeRules by what came of them: kept, unanswered, not-kept by payments, refused (ALERT: a broken or hostile set)',
  ['outcome'],
);

const keepWithinMs = 3_000;
const retry = { firstMs: 5_000, mostMs: 300_000 };

/**
 * Pulls the rules at the start, then whenever those that are kept have aged, whichever gateway pulled them. A set with one
 * rule that cannot be used is refused whole: its codes would fall to a rule that was not meant for them.
 */
export class PullCodeRules {
  private hasPulled = false;
  private failures = 0;
  private notBefore = -Infinity;

  constructor(
    private readonly ports: PullPorts,
    private readonly maxAgeMs: number,
  ) {}

  /** Does nothing until the next pull is due. */
  async execute(): Promise<void> {
    const at = this.ports.clock.now();
    if (!this.isDue(at.getTime())) return;
    const fault = await this.pull(at);
    this.hasPulled ||= fault === undefined;
    this.failures = fault === undefined ? 0 : this.failures + 1;
    const waitMs =
      fault === undefined ? 0 : Math.min(retry.firstMs * 2 ** (this.failures - 1), retry.mostMs, this.maxAgeMs);
    this.notBefore = at.getTime() + waitMs;
  }

  private isDue(nowMs: number): boolean {
    if (nowMs < this.notBefore) return false;
    const { pulledAt } = this.ports.book;
    return !this.hasPulled || !pulledAt || nowMs - pulledAt.getTime() >= this.maxAgeMs;
  }

  /** Why there is nothing new; undefined: it is kept. */
  private async pull(at: Date): Promise<string | undefined> {
    const pulled = await this.ports.source.pull();
    if (!pulled.ok) return this.failed(pulled.isBroken ? 'refused' : 'unanswered', pulled.reason);
    const { version, codeRules } = pulled.rules;
    const document = packCodeRules(codeRules);
    const fault = faultOf(pulled.rules, document);
    if (fault !== undefined) return this.failed('refused', fault);
    const payload = { version, document, pulledAt: at.toISOString() };
    const command = { topic: keepCodeRules, priority: 'essential', payload: () => payload } as const;
    const call = { traceparent: newTraceparent(), deadline: new Date(Date.now() + keepWithinMs) };
    const { outcome } = await this.ports.dispatch.ask(command, call);
    if (outcome !== 'done') return this.failed('not-kept', 'payments does not answer');
    pulls.inc({ outcome: 'kept' });
    this.ports.logger.info({ version, rules: codeRules.length }, 'code rules pulled');
    return undefined;
  }

  private failed(outcome: 'refused' | 'unanswered' | 'not-kept', reason: string): string {
    const { book, logger } = this.ports;
    pulls.inc({ outcome });
    const { version, pulledAt } = book;
    const level = outcome === 'refused' || version === undefined ? 'error' : 'warn';
    const meanwhile =
      version === undefined
        ? '/wallet/v1/codes/* answers 503 until there are some'
        : 'those that were pulled before go on serving';
    logger[level]({ outcome, reason, version, pulledAt }, `no new code rules: ${meanwhile}`);
    return reason;
  }
}

function faultOf(rules: UnreadRules, document: string): string | undefined {
  if (rules.version === '') return 'the set has no version';
  if (rules.codeRules.length === 0) return 'the set has no rules';
  const { documentCharacters: most } = codeRulesLimits;
  if (document.length > most) return `packed, the set is longer than ${most} characters`;
  const { unusable, areTooCostly } = compileCodeRules(rules);
  if (areTooCostly) return 'the patterns of the set are too costly together';
  return unusable[0] && `rule ${unusable[0].index}: ${unusable[0].reason}`;
}
