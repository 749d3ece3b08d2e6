import { DependencyFault, milestone } from '@wallet/service';
import type { ClientBase, QueryResult } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { committed } from './committed-facts';
import { faultOf, faultOfWork } from './fault';
import { prepared, type Statement } from './query';
import { beginnings, begunFor, clientOf, failedClients, isUnanswered, withRunner } from './query-runner';

/** By the runner of the transaction. */
const lastStatements = new WeakMap<QueryRunner, Statement>();

/**
 * Runs `work` in one transaction (READ COMMITTED) and rolls back when it throws. A broken connection, a time-out, a
 * deadlock or a COMMIT without an answer throws `DependencyFault`: the outcome is then unknown, the transaction may have
 * been committed. SQLSTATE classes of bugs (22, 23, 42, P0, …) and what `work` itself throws stay as they are.
 */
export function inTransaction<T>(dataSource: DataSource, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  return withRunner(dataSource, async (runner) => {
    const client = await clientOf(runner);
    failedClients.delete(client);
    const begun = begin(runner, client);
    tellTypeOrm(runner);
    let result: T;
    try {
      result = await work(runner.manager);
      await begun;
      refuseAborted(runner, client);
    } catch (error) {
      throw await rolledBack(runner, client, error);
    }
    await commit(client, lastStatements.get(runner));
    committed(runner, dataSource);
    return result;
  });
}

/**
 * The last statement of the manager's transaction: it is sent when `work` has resolved, together with COMMIT. Nobody looks
 * at its result before that, so what must not be committed has to fail in the statement itself; `inTransaction` throws it.
 */
export function queryLast({ queryRunner }: EntityManager, sql: string, parameters: unknown[]): void {
  if (!queryRunner) throw new Error('only in a transaction');
  if (lastStatements.has(queryRunner)) throw new Error('the transaction has its last statement already');
  lastStatements.set(queryRunner, { sql, parameters });
}

/** So that it lets rows be locked, and begins no transaction of its own, whose COMMIT would end this one. */
function tellTypeOrm(runner: { isTransactionActive: boolean }): void {
  runner.isTransactionActive = true;
}

/** Its answer is waited for by what writes and by COMMIT, also by what TypeORM sends itself. */
function begin(runner: QueryRunner, client: ClientBase): Promise<void> {
  const begun = client.query('START TRANSACTION').then(
    () => undefined,
    (error: unknown) => {
      throw faultOf(error);
    },
  );
  begun.catch(() => undefined);
  beginnings.set(runner, begun);
  const ask = runner.query.bind(runner) as (sql: string, ...rest: unknown[]) => Promise<never>;
  runner.query = async (sql: string, ...rest: unknown[]) => {
    await begunFor(runner, sql);
    return ask(sql, ...rest);
  };
  return begun;
}

/** After a statement that failed Postgres answers COMMIT with a silent rollback. */
async function commit(client: ClientBase, last: Statement | undefined): Promise<void> {
  const asked: Promise<QueryResult>[] = [];
  if (last) asked.push(client.query(prepared(last.sql, last.parameters)));
  asked.push(client.query('COMMIT'));
  milestone('postgres.committing');
  const answers = await Promise.allSettled(asked);
  const [unanswered, failed] = [answers.at(-1), answers[0]];
  if (unanswered?.status === 'rejected') throw faultOf(unanswered.reason);
  if (failed?.status === 'rejected') throw faultOf(failed.reason);
  if (unanswered?.value.command !== 'COMMIT') throw new Error('a transaction was rolled back instead of committed');
}

function refuseAborted(runner: QueryRunner, client: ClientBase): void {
  if (runner.isReleased) return;
  if (failedClients.has(client) || client.getTransactionStatus() === 'E')
    throw new Error('a failed statement was ignored inside a transaction');
}

/** The error to throw. A runner that is released already lost its connection while `work` ran. */
async function rolledBack(runner: QueryRunner, client: ClientBase, error: unknown): Promise<unknown> {
  if (runner.isReleased) return error instanceof DependencyFault ? error : new DependencyFault('postgres', error);
  const fault = faultOfWork(error);
  try {
    if (!isUnanswered(fault)) await client.query('ROLLBACK');
  } catch (rollbackError) {
    return new DependencyFault('postgres', rollbackError);
  }
  return fault;
}
