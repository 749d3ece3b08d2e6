import { DependencyFault } from '@wallet/service';
import type { ClientBase } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { faultOf, sqlState } from './fault';

/**
 * Takes a connection of the pool for `work` and gives it back; one that may be broken never goes back, nor does one to a
 * server that is no primary any more: the next is to whatever the address means then.
 */
export async function withRunner<T>(dataSource: DataSource, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    await connect(runner);
    return await work(runner);
  } catch (error) {
    if (isUnanswered(error) || isReadOnly(error)) await discard(runner);
    throw error;
  } finally {
    await runner.release();
  }
}

async function connect(runner: QueryRunner): Promise<void> {
  try {
    await runner.connect();
  } catch (error) {
    throw faultOf(error);
  }
}

/** The server did not answer: the connection may still carry what it was asked. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof DependencyFault && sqlState(error.cause) === undefined;

/** The server was a primary, and is a standby now. */
const isReadOnly = (error: unknown): boolean => error instanceof DependencyFault && sqlState(error.cause) === '25006';

/** Ended, so that the pool drops it when it is released. */
async function discard(runner: QueryRunner): Promise<void> {
  if (runner.isReleased) return;
  const client = await clientOf(runner).catch(() => undefined);
  void client?.end().catch(() => undefined);
}

/** Connections on which a statement failed since their transaction began: pg tells it before it knows the new status. */
export const failedClients = new WeakSet<object>();

/** Of each transaction the answer to its START TRANSACTION; rejects as `faultOf` says. */
export const beginnings = new WeakMap<QueryRunner, Promise<void>>();

/**
 * Resolves when a statement may be sent: one that reads goes together with START TRANSACTION, any other waits for its answer,
 * because without a transaction it would be committed by itself.
 */
export async function begunFor(runner: QueryRunner, sql: string): Promise<void> {
  if (!/^\s*select\b/i.test(sql)) await beginnings.get(runner);
}

export const clientOf = async (runner: QueryRunner): Promise<ClientBase & { end(): Promise<void> }> =>
  (await runner.connect()) as ClientBase & { end(): Promise<void> };
