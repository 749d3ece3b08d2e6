import { migration } from '@wallet/postgres';

const statements = [
  // The one clock of leases and schedules; tests replace it.
  `create function notifier.now() returns timestamptz language sql stable as 'select pg_catalog.now()'`,
  `create table notifier.delivery (
    id bigint generated always as identity constraint delivery_pk primary key,
    subject text not null,
    kind text not null,
    state text not null,
    path text not null,
    body text not null,
    attempts integer not null,
    next_attempt_at timestamptz not null,
    locked_until timestamptz,
    last_outcome text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint delivery_subject_kind_key unique (subject, kind),
    constraint delivery_kind check (kind = 'NOTIFY_PAYMENT'),
    constraint delivery_state check (state in ('RETRYING', 'ACKED', 'DEAD')),
    constraint delivery_last_outcome
      check (last_outcome in ('ACKNOWLEDGED', 'UNKNOWN', 'MISCONFIGURED', 'REFUSED'))
  )`,
  `create index delivery_due on notifier.delivery (next_attempt_at) where state = 'RETRYING'`,
  `create table notifier.attempt (
    delivery_id bigint not null constraint attempt_delivery_fk references notifier.delivery (id),
    number integer not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    outcome text,
    http_status integer,
    result_code text,
    error text,
    constraint attempt_pk primary key (delivery_id, number),
    constraint attempt_finished check ((finished_at is null) = (outcome is null))
  )`,
  `grant select, insert on notifier.delivery, notifier.attempt to wallet_notifier`,
  `grant update (state, attempts, next_attempt_at, locked_until, last_outcome, updated_at)
    on notifier.delivery to wallet_notifier`,
  `grant update (finished_at, outcome, http_status, result_code, error) on notifier.attempt to wallet_notifier`,
];

export const Initial1700000000001 = migration('Initial1700000000001', statements, [
  'drop table notifier.attempt, notifier.delivery',
  'drop function notifier.now()',
]);
