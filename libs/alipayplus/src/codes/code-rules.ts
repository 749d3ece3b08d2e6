import { accepted, type Parsed } from '../results/parsed';
import type { Result } from '../results/result-codes';
import { parseWith } from '../schemas/parse-with';
import { type RedirectUrl, redirectOf } from './rules/action';
import { parseExtendInfo } from './rules/extra-conditions';
import { type Matcher, matcherOf } from './rules/matcher';
import { codeRule, codeRulesAnswer, type CodeRule } from './rules/rule-schema';

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
  /** Rules that cannot be used, each by its place in the answer; they decide nothing. */
  readonly unusable: readonly { readonly index: number; readonly reason: string }[];
}

/** What Alipay+ answers to inquiryCodeRules; rules only with a result of S. */
export interface CodeRulesAnswer {
  readonly result: Result;
  readonly version: string;
  readonly codeRules: readonly unknown[];
}

/** Reads the answer to inquiryCodeRules. See docs/alipayplus.md#inquirycoderules. */
export const parseCodeRulesAnswer = (json: unknown): Parsed<CodeRulesAnswer> => parseWith(codeRulesAnswer, json);

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
export function compileCodeRules({ version, codeRules }: Pick<CodeRulesAnswer, 'version' | 'codeRules'>): CodeRules {
  const read = codeRules.map(compileOne);
  const rules = read.flatMap((rule) => (rule.ok ? [rule.value] : []));
  const unusable = read.flatMap((rule, index) => (rule.ok ? [] : [{ index, reason: `${rule.field} ${rule.reason}` }]));
  return { version, unusable, rules: rules.toSorted((one, other) => compare(one.priority, other.priority)) };
}

function compare(one: number, other: number): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
