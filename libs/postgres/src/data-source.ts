import { DataSource, DefaultNamingStrategy } from 'typeorm';
import { clientClassOf } from './connection/postgres-client';
import type { PostgresAddress } from './connection/postgres-address';
import { defaultSession, withSession, type PostgresSession } from './session-settings';

/** Nothing that a service asks of Postgres may take longer: the gateway's wall clock is close behind. */
const statementTimeoutMs = 5_000;
const answerTimeoutMs = 6_000;
const connectTimeoutMs = 2_000;

/** An entity or a migration. */
export type Class = new (...args: never[]) => object;

export interface DataSourceOptions extends PostgresAddress {
  readonly schema: string;
  readonly entities: Class[];
  readonly migrations: Class[];
  readonly session?: PostgresSession;
}

/**
 * A pool for a service; not connected yet. Its connections are pipelined: what is asked of one goes out at once, and is done
 * in that order. Statements end after 5 s, connecting after 2 s; what else ends a wait is a
 * setting. An `options` in the URL wins over it.
 */
export function createDataSource({ session = defaultSession, ...options }: DataSourceOptions): DataSource {
  const limits = { statement_timeout: statementTimeoutMs, query_timeout: answerTimeoutMs };
  const pool = { ...options, poolSize: session.POSTGRES_POOL_SIZE, url: withSession(options.url, session) };
  return dataSource(pool, limits);
}

/** For the owner's work: migrations may take long. */
export function createOwnerDataSource(options: DataSourceOptions): DataSource {
  return dataSource({ ...options, poolSize: 2 }, {});
}

/** The column of a property is its name in snake case, unless the property names it. */
class SnakeCase extends DefaultNamingStrategy {
  override columnName(property: string, named: string): string {
    return named || property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

type Pool = Omit<DataSourceOptions, 'session'> & { readonly poolSize: number };

const addresses = new WeakMap<DataSource, PostgresAddress>();

/** What a pool was made with. */
export const addressOfPool = (pool: DataSource): PostgresAddress => addresses.get(pool) ?? { url: '' };

function dataSource({ url, tls, password, schema, entities, migrations, poolSize }: Pool, limits: object): DataSource {
  const address = { url, tls, password };
  const pool = new DataSource({
    url,
    schema,
    entities,
    migrations,
    type: 'postgres',
    poolSize,
    applicationName: schema,
    connectTimeoutMS: connectTimeoutMs,
    migrationsTableName: 'migration',
    installExtensions: false,
    namingStrategy: new SnakeCase(),
    logging: false,
    extra: {
      ...limits,
      Client: clientClassOf(address),
      pipeline: true,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      idleTimeoutMillis: 60_000,
    },
  });
  addresses.set(pool, address);
  return pool;
}
