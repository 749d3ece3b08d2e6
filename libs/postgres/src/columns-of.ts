import type { DataSource, EntityManager } from 'typeorm';
import type { Class } from './data-source';

/** The select list of a statement written by hand: the columns of an entity, by `alias`, under the names of its properties. */
export function columnsOf(source: DataSource | EntityManager, entity: Class, alias: string): string {
  const { columns } = ('createQueryRunner' in source ? source : source.dataSource).getMetadata(entity);
  return columns.map(({ databaseName, propertyName }) => `${alias}.${databaseName} AS "${propertyName}"`).join(', ');
}
