import { DependencyFault } from '@wallet/service';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { committed } from './committed-facts';
import { faultOf, faultOfWork } from './fault';
import { clientOf, failedClients, isUnanswered, withRunner } from './runner';

/**
 * Runs `work` in one transaction (READ COMMITTED) and rolls back when it throws. A broken connection, a time-out, a
 * deadlock or a COMMIT without an answer throws `DependencyFault`: the outcome is then unknown, the transaction may have
 * been committed. SQLSTATE classes of bugs (22, 23, 42, P0, …) and what `work` itself throws stay as they are.
 */
export function inTransaction<T>(dataSource: DataSource, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  return withRunner(dataSource, async (runner) => {
    await asked(runner.startTransaction());
    failedClients.delete(await clientOf(runner));
    let result: T;
    try {
      result = await work(runner.manager);
      await refuseAborted(runner);
    } catch (error) {
      throw await rolledBack(runner, error);
    }
    await asked(runner.commitTransaction());
    committed(runner, dataSource);
    return result;
  });
}

async function asked(answer: Promise<void>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    throw faultOf(error);
  }
}

/** Postgres answers the COMMIT of an aborted transaction with a silent rollback. */
async function refuseAborted(runner: QueryRunner): Promise<void> {
  if (runner.isReleased) return;
  const client = await clientOf(runner);
  if (failedClients.has(client) || client.getTransactionStatus() === 'E')
    throw new Error('a failed statement was ignored inside a transaction');
}

/** The error to throw. A runner that is released already lost its connection while `work` ran. */
async function rolledBack(runner: QueryRunner, error: unknown): Promise<unknown> {
  if (runner.isReleased) return error instanceof DependencyFault ? error : new DependencyFault('postgres', error);
  const fault = faultOfWork(error);
  try {
    if (!isUnanswered(fault)) await runner.rollbackTransaction();
  } catch (rollbackError) {
    return new DependencyFault('postgres', rollbackError);
  }
  return fault;
}
