import { getMetadataArgsStorage, type DataSource, type EntityManager } from 'typeorm';
import type { Class } from './data-source';

/** The select list of a statement written by hand: the columns of an entity, by `alias`, under the names of its properties. */
export function columnsOf(source: DataSource | EntityManager, entity: Class, alias: string): string {
  const { columns } = ('createQueryRunner' in source ? source : source.dataSource).getMetadata(entity);
  return columns.map(({ databaseName, propertyName }) => `${alias}.${databaseName} AS "${propertyName}"`).join(', ');
}

/**
 * The columns of an entity whose properties have the columns' names, for a select or an insert. By name: the plan of a
 * prepared `select *` breaks when a migration adds a column.
 */
export function columnNamesOf(entity: Class): string {
  const columns = getMetadataArgsStorage().filterColumns(entity);
  return columns.map(({ propertyName }) => `"${propertyName}"`).join(', ');
}
