import { accepted, type Parsed } from '../results/parsed';
import { parseWith } from '../schemas/parse-with';
import { type RedirectUrl, redirectOf } from './rules/action';
import { parseExtendInfo } from './rules/extra-conditions';
import { metered, mostSteps } from './rules/linear-pattern';
import { type Matcher, matcherOf } from './rules/matcher';
import { codeRule, type CodeRule } from './rules/rule-schema';

/** A rule that is ready to be asked. */
export interface CompiledRule {
  readonly type: 'DECODE' | 'OPEN_URL';
  readonly userAgent: string;
  readonly priority: number;
  readonly match: Matcher;
  readonly redirectUrl: RedirectUrl;
}

/** The rules of one version, in the order in which they are asked. */
export interface CodeRules {
  readonly version: string;
  readonly rules: readonly CompiledRule[];
  /** Whether asking them all about a long code would hold the process. */
  readonly areTooCostly: boolean;
  /** Rules that cannot be used, each by its place in the answer; they decide nothing. */
  readonly unusable: readonly { readonly index: number; readonly reason: string }[];
}

/** Of an answer to inquiryCodeRules. */
export interface UnreadRules {
  readonly version: string;
  readonly codeRules: readonly unknown[];
}

function compiled(rule: CodeRule): CompiledRule {
  const extra = parseExtendInfo(rule.extendInfo);
  const action = rule.postCodeMatchAction;
  return {
    type: action.postCodeMatchActionType,
    userAgent: action.userAgent ?? '-',
    priority: rule.codeMatchPattern.priority ?? Number.NEGATIVE_INFINITY,
    match: matcherOf(rule.codeMatchPattern, extra),
    redirectUrl: redirectOf(action, extra),
  };
}

function compileOne(json: unknown): Parsed<CompiledRule> {
  const parsed = parseWith(codeRule, json);
  if (!parsed.ok) return parsed;
  try {
    return accepted(compiled(parsed.value));
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n');
    return { ok: false, code: 'PARAM_ILLEGAL', field: 'codeRules', reason };
  }
}

/**
 * Makes the rules ready: the smaller priority first, rules without one before all others, equal ones in their order.
 * A rule that cannot be read, or matched in linear time, is left out and named.
 */
export function compileCodeRules({ version, codeRules }: UnreadRules): CodeRules {
  const { made: read, steps } = metered(() => codeRules.map(compileOne));
  const rules = read.flatMap((rule) => (rule.ok ? [rule.value] : []));
  const unusable = read.flatMap((rule, index) => (rule.ok ? [] : [{ index, reason: `${rule.field} ${rule.reason}` }]));
  const inOrder = rules.toSorted((one, other) => compare(one.priority, other.priority));
  return { version, unusable, areTooCostly: steps > mostSteps, rules: inOrder };
}

function compare(one: number, other: number): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
