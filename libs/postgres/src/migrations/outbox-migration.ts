/**
 * The statements for a migration: table `outbox` and an index on its unsent rows. The service's role needs `select, insert,
 * update (sent_at), delete` on the table.
 */
export const outboxMigrationSql = (schema: string): string[] => [
  `create table ${schema}.outbox (
     id bigint generated always as identity constraint outbox_pkey primary key,
     topic text not null,
     type text not null,
     version int not null,
     key text not null,
     occurred_at timestamptz not null,
     traceparent text not null,
     payload json not null,
     sent_at timestamptz
   )`,
  `create index outbox_unsent on ${schema}.outbox (id) where sent_at is null`,
];

/** For a schema that had a NOTIFY at each INSERT: a lock of the whole cluster at each COMMIT. */
export const quietOutboxSql = (schema: string): string[] => [
  `drop trigger if exists outbox_notify on ${schema}.outbox`,
  `drop function if exists ${schema}.outbox_notify()`,
];
