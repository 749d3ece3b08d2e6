import type { Objects } from '../emvco/tlv';
import type { ScannedCode } from '../emvco/scanned-code';
import { parseCondition } from './condition';
import { type ExtendInfo, holds } from './extra-conditions';
import { linearPattern } from './linear-pattern';
import type { CodeMatchPattern, EmvMatchRule } from './rule-schema';

/** Where a code met a rule; undefined if it did not. */
export type Matcher = (code: ScannedCode) => { readonly template: Objects | undefined } | undefined;

const whole = { template: undefined };

type TemplateCheck = (template: Objects) => boolean;

function ofTemplate({ extendedMerchantTag, extendedMerchantValue }: EmvMatchRule): TemplateCheck {
  if (extendedMerchantTag === undefined) throw new SyntaxError('emvMatchRules names no tag');
  const isMet = parseCondition(extendedMerchantValue ?? 'N<NOT_NULL>');
  return (template) => isMet(template.get(extendedMerchantTag));
}

/** Rules of a merchant account hold of one template, or not at all: a code may carry several schemes. */
function ofEmvco(rules: readonly EmvMatchRule[], extra: ExtendInfo): Matcher {
  const rootTags = rules.filter((rule) => rule.primitiveMerchant).map((rule) => rule.primitiveMerchantTag ?? '');
  const checks = rules.filter((rule) => !rule.primitiveMerchant).map(ofTemplate);
  return ({ emvco }) => {
    if (!emvco || !holds(extra, emvco) || !rootTags.every((tag) => emvco.root.has(tag))) return undefined;
    if (checks.length === 0) return whole;
    const template = emvco.templates.find((candidate) => checks.every((isMet) => isMet(candidate)));
    return template && { template };
  };
}

function ofText(isMet: (value: string) => boolean, extra: ExtendInfo): Matcher {
  const asksMore = extra.conditions.length > 0;
  return ({ value, emvco }) => {
    if (!isMet(value)) return undefined;
    return !asksMore || (emvco && holds(extra, emvco)) ? whole : undefined;
  };
}

/** Throws for a pattern that cannot be matched in linear time, and for a rule that asks for nothing. */
export function matcherOf(pattern: CodeMatchPattern, extra: ExtendInfo): Matcher {
  switch (pattern.matchMethod) {
    case 'PREFIX':
      return ofText((value) => value.startsWith(pattern.prefix), extra);
    case 'REGEX':
      return ofText(linearPattern(pattern.regex), extra);
    case 'EMVCO':
      return ofEmvco(pattern.emvMatchRules, extra);
  }
}
