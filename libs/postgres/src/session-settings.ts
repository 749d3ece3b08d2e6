import { settings } from '@wallet/service';
import { z } from 'zod';

/**
 * What each session of a service's pool asks of the server, and how many sessions there are; spread into a service's
 * `z.object({ ...commonSettings, ...postgresSettings, … })`.
 */
export const postgresSettings = {
  /** At least as many as the service has batches under way at once. */
  POSTGRES_POOL_SIZE: settings.positiveInt(20),
  POSTGRES_LOCK_TIMEOUT_MS: settings.positiveInt(1_000),
  /** The server ends a session that holds locks and says nothing. */
  POSTGRES_IDLE_IN_TRANSACTION_TIMEOUT_MS: settings.positiveInt(5_000),
  /** 0: the server does not look, as on systems that cannot. */
  POSTGRES_CONNECTION_CHECK_MS: settings.nonNegativeInt(2_000),
  POSTGRES_KEEPALIVE_IDLE_SECONDS: settings.positiveInt(5),
  POSTGRES_KEEPALIVE_INTERVAL_SECONDS: settings.positiveInt(2),
  POSTGRES_KEEPALIVE_COUNT: settings.positiveInt(3),
};

export type PostgresSession = Readonly<Record<keyof typeof postgresSettings, number>>;

export const defaultSession: PostgresSession = z.object(postgresSettings).parse({});

/**
 * The URL with a startup parameter `options`, so that a session has them from its first statement on. One plan fits every
 * batch, because our statements take arrays: planned once for a connection, not at each execution.
 */
export function withSession(rawUrl: string, session: PostgresSession): string {
  const parameters = {
    plan_cache_mode: 'force_generic_plan',
    lock_timeout: session.POSTGRES_LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: session.POSTGRES_IDLE_IN_TRANSACTION_TIMEOUT_MS,
    client_connection_check_interval: session.POSTGRES_CONNECTION_CHECK_MS,
    tcp_keepalives_idle: session.POSTGRES_KEEPALIVE_IDLE_SECONDS,
    tcp_keepalives_interval: session.POSTGRES_KEEPALIVE_INTERVAL_SECONDS,
    tcp_keepalives_count: session.POSTGRES_KEEPALIVE_COUNT,
  };
  const url = new URL(rawUrl);
  const given = url.searchParams.get('options');
  const ours = Object.entries(parameters).map(([name, value]) => `-c ${name}=${value}`);
  url.searchParams.set('options', [...ours, given].filter(Boolean).join(' '));
  return url.href;
}
