import { settings } from '@wallet/service';

export interface SessionSettings {
  readonly poolSize: number;
  readonly lockTimeoutMs: number;
  readonly idleInTransactionTimeoutMs: number;
  readonly connectionCheckMs: number;
  readonly keepalive: { readonly idleSeconds: number; readonly intervalSeconds: number; readonly count: number };
}

export const defaultSession: SessionSettings = {
  poolSize: 20,
  lockTimeoutMs: 1_000,
  idleInTransactionTimeoutMs: 5_000,
  connectionCheckMs: 2_000,
  keepalive: { idleSeconds: 5, intervalSeconds: 2, count: 3 },
};

/**
 * What each session of a service's pool asks of the server, and how many sessions there are; spread into a service's
 * `z.object({ ...commonSettings, ...postgresSettings, … })`.
 */
export const postgresSettings = {
  /** At least as many as the service has batches under way at once. */
  POSTGRES_POOL_SIZE: settings.positiveInt(defaultSession.poolSize),
  POSTGRES_LOCK_TIMEOUT_MS: settings.positiveInt(defaultSession.lockTimeoutMs),
  /** The server ends a session that holds locks and says nothing. */
  POSTGRES_IDLE_IN_TRANSACTION_TIMEOUT_MS: settings.positiveInt(defaultSession.idleInTransactionTimeoutMs),
  /** 0: the server does not look, as on systems that cannot. */
  POSTGRES_CONNECTION_CHECK_MS: settings.nonNegativeInt(defaultSession.connectionCheckMs),
  POSTGRES_KEEPALIVE_IDLE_SECONDS: settings.positiveInt(defaultSession.keepalive.idleSeconds),
  POSTGRES_KEEPALIVE_INTERVAL_SECONDS: settings.positiveInt(defaultSession.keepalive.intervalSeconds),
  POSTGRES_KEEPALIVE_COUNT: settings.positiveInt(defaultSession.keepalive.count),
};

type PostgresConfig = Readonly<Record<keyof typeof postgresSettings, number>>;

export const sessionOf = (config: PostgresConfig): SessionSettings => ({
  poolSize: config.POSTGRES_POOL_SIZE,
  lockTimeoutMs: config.POSTGRES_LOCK_TIMEOUT_MS,
  idleInTransactionTimeoutMs: config.POSTGRES_IDLE_IN_TRANSACTION_TIMEOUT_MS,
  connectionCheckMs: config.POSTGRES_CONNECTION_CHECK_MS,
  keepalive: {
    idleSeconds: config.POSTGRES_KEEPALIVE_IDLE_SECONDS,
    intervalSeconds: config.POSTGRES_KEEPALIVE_INTERVAL_SECONDS,
    count: config.POSTGRES_KEEPALIVE_COUNT,
  },
});

/**
 * The URL with a startup parameter `options`, so that a session has them from its first statement on. One plan fits every
 * batch, because our statements take arrays: planned once for a connection, not at each execution.
 */
export function withSession(rawUrl: string, session: SessionSettings): string {
  const { keepalive } = session;
  const parameters = {
    plan_cache_mode: 'force_generic_plan',
    lock_timeout: session.lockTimeoutMs,
    idle_in_transaction_session_timeout: session.idleInTransactionTimeoutMs,
    client_connection_check_interval: session.connectionCheckMs,
    tcp_keepalives_idle: keepalive.idleSeconds,
    tcp_keepalives_interval: keepalive.intervalSeconds,
    tcp_keepalives_count: keepalive.count,
  };
  const url = new URL(rawUrl);
  const given = url.searchParams.get('options');
  const ours = Object.entries(parameters).map(([name, value]) => `-c ${name}=${value}`);
  url.searchParams.set('options', [...ours, given].filter(Boolean).join(' '));
  return url.href;
}
