import type { DataSource, EntityManager } from 'typeorm';
import { faultOfWork } from './fault';
import { withRunner } from './query-runner';

/** What TypeORM asks outside of a transaction. Throws as `inTransaction` does. */
export const withManager = <T>(dataSource: DataSource, ask: (manager: EntityManager) => Promise<T>): Promise<T> =>
  withRunner(dataSource, async ({ manager }) => {
    try {
      return await ask(manager);
    } catch (error) {
      throw faultOfWork(error);
    }
  });
