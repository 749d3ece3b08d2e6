import type { CurrencyCode, AmountsByCurrency } from '@wallet/money';
import type { Logger } from '@wallet/service';
import type { Policy } from './policy';

/** Names each currency, once, in which nothing says what may be paid: payments from wallets in it end unknown. */
export class NameMissingLimits {
  private readonly settings: Readonly<Record<string, AmountsByCurrency>>;
  private readonly seen = new Set<CurrencyCode>();

  constructor(
    { limits, agreementLimits }: Pick<Policy, 'limits' | 'agreementLimits'>,
    private readonly logger: Logger,
  ) {
    this.settings = {
      SINGLE_LIMITS: limits.single,
      DAILY_AMOUNT_LIMITS: limits.dailyAmount,
      AGREEMENT_SINGLE_LIMITS: agreementLimits.single,
      AGREEMENT_DAILY_LIMITS: agreementLimits.dailyAmount,
    };
  }

  /** Says what is set, and looks at each currency that any of the settings has. */
  start(): void {
    const all = Object.entries(this.settings);
    const texts = all.map(([name, amounts]) => [name, [...amounts.values()].map(String).join(', ')]);
    this.logger.info(Object.fromEntries(texts), 'limits of amounts');
    this.execute(all.flatMap(([, amounts]) => [...amounts.keys()]));
  }

  /** `currencies`: of wallets. */
  execute(currencies: readonly CurrencyCode[]): void {
    const fresh = [...new Set(currencies)].filter((currency) => !this.seen.has(currency));
    for (const currency of fresh) this.seen.add(currency);
    for (const [setting, amounts] of Object.entries(this.settings)) {
      const missing = fresh.filter((currency) => !amounts.has(currency)).sort();
      if (missing.length === 0) continue;
      this.logger.warn(
        { setting, currencies: missing },
        `${setting} has no amount in ${missing.join(', ')}: payments from wallets in it are not decided until it has`,
      );
    }
  }
}
