import { migration } from '@wallet/postgres';

const statements: readonly string[] = [
  `create table auth.import (
    id uuid not null constraint import_pk primary key,
    state text not null,
    needs_approval boolean not null,
    customers integer not null,
    sums jsonb not null,
    requested_by text not null,
    request_reason text not null,
    requested_at timestamptz not null,
    expires_at timestamptz not null,
    decided_by text,
    decision_reason text,
    decided_at timestamptz,
    ended_at timestamptz,
    constraint import_state_known check (state in ('STAGING', 'WAITING', 'APPROVED', 'REFUSED')),
    constraint import_decided check (
      (needs_approval and state in ('APPROVED', 'REFUSED')) = (num_nonnulls(decided_by, decision_reason, decided_at) = 3)),
    constraint import_four_eyes check (lower(btrim(decided_by)) <> lower(btrim(requested_by)))
  )`,
  `create index import_requested on auth.import (requested_at)`,
  `create index import_not_ended on auth.import (id) where ended_at is null`,
  `create table auth.import_row (
    import_id uuid not null constraint import_row_import references auth.import (id),
    line integer not null,
    mobile_number text not null,
    currency text not null,
    balance bigint not null,
    status text not null,
    kyc_level smallint not null,
    outcome text,
    freed_at timestamptz,
    constraint import_row_pk primary key (import_id, line),
    constraint import_row_balance check (balance >= 0),
    constraint import_row_outcome_known check (outcome in ('created', 'exists', 'quarantined'))
  )`,
  `create index import_row_open on auth.import_row (import_id, line) where outcome is null`,
  `grant select, insert, update, delete on auth.import, auth.import_row to wallet_auth`,
  `create index operator_action_imports on auth.operator_action (acted_at) where action = 'IMPORT'`,
  `alter table auth.operator_action drop constraint operator_action_whom`,
  `alter table auth.operator_action add constraint operator_action_whom
     check (customer_id is not null or action in ('IMPORT', 'REQUEST', 'APPROVE', 'REFUSE'))`,
];

/** The rows of an import are staged, so that one above a ceiling waits for a second operator as a whole. */
export const ImportApprovals1700000000017 = migration(
  'ImportApprovals1700000000017',
  statements,
  'what operators did is not unmade',
);
