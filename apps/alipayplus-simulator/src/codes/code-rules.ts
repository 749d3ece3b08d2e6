import { ownRules } from './own-rules';

/** One set of rules as inquiryCodeRules answers it. */
export interface RuleSet {
  readonly version: string;
  readonly codeRules: readonly unknown[];
}

/** Which rules are in force at Alipay+, and how often the wallet has asked for them. */
export class CodeRulesInForce {
  private current: RuleSet = { version: 'simulator_1', codeRules: ownRules };
  private asked = 0;

  replace(set: RuleSet): void {
    this.current = set;
  }

  /** For one answer. */
  next(): RuleSet {
    this.asked += 1;
    return this.current;
  }

  view(): RuleSet & { readonly asked: number } {
    return { ...this.current, asked: this.asked };
  }
}
