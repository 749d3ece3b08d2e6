/** The channel that wakes the relay of this schema. */
export const outboxChannel = (schema: string): string => `${schema}_outbox`;

/**
 * The statements for a migration: table `outbox`, an index on its unsent rows, and a NOTIFY for each INSERT. The
 * service's role needs `select, insert, update (sent_at), delete` on the table.
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
  `create function ${schema}.outbox_notify() returns trigger language plpgsql as $$
   begin
     perform pg_notify('${outboxChannel(schema)}', '');
     return null;
   end $$`,
  `create trigger outbox_notify after insert on ${schema}.outbox
   for each statement execute function ${schema}.outbox_notify()`,
];
