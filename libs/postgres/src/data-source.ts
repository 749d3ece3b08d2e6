import { DataSource } from 'typeorm';

/** Nothing that a service asks of Postgres may take longer: the gateway's wall clock is close behind. */
const statementTimeoutMs = 5_000;
const answerTimeoutMs = 6_000;
const connectTimeoutMs = 2_000;

/** An entity or a migration. */
export type Class = new (...args: never[]) => object;

export interface DataSourceOptions {
  readonly url: string;
  readonly schema: string;
  readonly entities: Class[];
  readonly migrations: Class[];
  /** Default 10. */
  readonly poolSize?: number;
}

/** A pool for a service; not connected yet. Statements end after 5 s, connecting after 2 s. */
export function createDataSource(options: DataSourceOptions): DataSource {
  const limits = { statement_timeout: statementTimeoutMs, query_timeout: answerTimeoutMs };
  return dataSource({ ...options, url: withGenericPlans(options.url) }, limits);
}

/** Our statements take arrays, so that one plan fits every batch: planned once for a connection, not at each execution. */
function withGenericPlans(rawUrl: string): string {
  const url = new URL(rawUrl);
  const given = url.searchParams.get('options');
  url.searchParams.set('options', [given, '-c plan_cache_mode=force_generic_plan'].filter(Boolean).join(' '));
  return url.href;
}

/** For the owner's work: migrations may take long. */
export function createOwnerDataSource(options: DataSourceOptions): DataSource {
  return dataSource({ ...options, poolSize: 2 }, {});
}

function dataSource(options: DataSourceOptions, limits: object): DataSource {
  const { url, schema, entities, migrations, poolSize = 10 } = options;
  return new DataSource({
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
    logging: false,
    extra: { ...limits, keepAlive: true, keepAliveInitialDelayMillis: 10_000, idleTimeoutMillis: 60_000 },
  });
}
