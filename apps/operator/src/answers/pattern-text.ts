import type { CodePattern } from '@wallet/operator-contract';

/** As `codes add` takes it. */
export function patternText(pattern: CodePattern): string {
  switch (pattern.matchMethod) {
    case 'PREFIX':
      return `prefix ${pattern.prefix}`;
    case 'REGEX':
      return `regex ${pattern.regex}`;
    case 'EMVCO':
      return `emvco ${pattern.emvMatchRules.map(ruleText).join(' and ')}`;
  }
}

type EmvMatchRule = Extract<CodePattern, { matchMethod: 'EMVCO' }>['emvMatchRules'][number];

function ruleText(rule: EmvMatchRule): string {
  if ('primitiveMerchantTag' in rule) return rule.primitiveMerchantTag;
  const { extendedMerchantTag: tag, extendedMerchantValue: value } = rule;
  return value === undefined ? `${tag}=` : `${tag}=${value}`;
}
