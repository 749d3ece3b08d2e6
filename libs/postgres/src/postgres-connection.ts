import { ClockCheck, DependencyFault, type Lifecycle, type Logger } from '@wallet/service';
import type { DataSource } from 'typeorm';
import { addressOfPool } from './data-source';
import { faultOfConnecting } from './fault';
import { query } from './query';
import { requireSchema } from './require-schema';

const readyWithinMs = 800;

/** The connection pool of a service. */
export class PostgresConnection implements Lifecycle {
  readonly name = 'postgres';

  constructor(
    private readonly dataSource: DataSource,
    private readonly logger: Logger,
  ) {}

  /** One attempt; `boot` repeats it. Throws `DependencyFault`, also while a migration of this release is missing. */
  async start(): Promise<void> {
    try {
      if (!this.dataSource.isInitialized) await this.dataSource.initialize();
    } catch (error) {
      throw faultOfConnecting(error, addressOfPool(this.dataSource));
    }
    await requireSchema(this.dataSource);
    this.logger.debug('postgres is connected');
  }

  async stop(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  /** Compares this process's clock with the server's. */
  clock(): ClockCheck {
    return new ClockCheck('postgres', () => this.time(), this.logger);
  }

  /** Answers within a second, also while Postgres does not. */
  async ready(): Promise<boolean> {
    if (!this.dataSource.isInitialized) return false;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), readyWithinMs)));
    const answered = query(this.dataSource, 'select 1').then(
      () => true,
      () => false,
    );
    return await Promise.race([answered, late]).finally(() => clearTimeout(timer));
  }

  private async time(): Promise<number> {
    const sql = 'select (extract(epoch from clock_timestamp()) * 1000)::float8 as time';
    const [row] = await query<{ time: number }>(this.dataSource, sql);
    if (!row) throw new DependencyFault('postgres', 'no time');
    return row.time;
  }
}
