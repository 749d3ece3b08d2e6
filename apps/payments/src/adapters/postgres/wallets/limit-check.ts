import { isCurrencyCode } from '@wallet/money';
import { report, type PostgresAddress } from '@wallet/postgres';
import { errorMessage, type Lifecycle, type Logger } from '@wallet/service';
import type { NameMissingLimits } from '../../../application/name-missing-limits';

export interface LimitCheckOptions extends PostgresAddress {
  readonly schema: string;
  readonly missingLimits: NameMissingLimits;
  readonly logger: Logger;
}

/** At the start, beside everything else: says the limits, and which currency of a wallet has none. */
export class LimitCheck implements Lifecycle {
  readonly name = 'limits';
  private looking: Promise<void> = Promise.resolve();

  constructor(private readonly options: LimitCheckOptions) {}

  start(): Promise<void> {
    this.options.missingLimits.start();
    this.looking = this.look();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return this.looking;
  }

  private async look(): Promise<void> {
    const { missingLimits, logger, ...database } = this.options;
    const sql = `select distinct currency from payments.account where kind = 'WALLET' order by currency`;
    try {
      const rows = await report({ ...database, timeoutMs: 10_000 }, (ask) => ask(sql));
      missingLimits.execute(rows.map(({ currency }) => currency).filter(isCurrencyCode));
    } catch (error) {
      logger.warn(
        { error: errorMessage(error) },
        'whether each currency of a wallet has limits could not be looked up',
      );
    }
  }
}
