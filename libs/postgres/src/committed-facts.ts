import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

const written = new WeakSet<QueryRunner>();
const listeners = new WeakMap<DataSource, Set<() => void>>();

/**
 * Called by what writes facts, in its transaction: once that has committed, the relay of this process looks for them at
 * once. No NOTIFY, which would have all commits of the cluster wait for each other.
 */
export function announceFacts(manager: EntityManager): void {
  if (manager.queryRunner) written.add(manager.queryRunner);
  else wake(manager.dataSource);
}

/** Called after each COMMIT. */
export function committed(runner: QueryRunner, dataSource: DataSource): void {
  if (written.delete(runner)) wake(dataSource);
}

/** Calls `listener` each time that facts were committed over this data source, until the result is called. */
export function onFactsCommitted(dataSource: DataSource, listener: () => void): () => void {
  const of = listeners.get(dataSource) ?? new Set();
  listeners.set(dataSource, of.add(listener));
  return () => void of.delete(listener);
}

function wake(dataSource: DataSource): void {
  for (const listener of listeners.get(dataSource) ?? []) listener();
}
