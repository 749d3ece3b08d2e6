import { migration } from '@wallet/postgres';

const statements: readonly string[] = [
  `create table payments.approval (
    id uuid not null constraint approval_pk primary key,
    reference text not null,
    customer_id text not null,
    currency text not null,
    amount bigint not null,
    requested_by text not null,
    request_reason text not null,
    requested_at timestamptz not null,
    expires_at timestamptz not null,
    state text not null,
    decided_by text,
    decision_reason text,
    decided_at timestamptz,
    constraint approval_reference unique (reference),
    constraint approval_amount_positive check (amount > 0),
    constraint approval_state_known check (state in ('WAITING', 'APPROVED', 'REFUSED')),
    constraint approval_decided check ((state = 'WAITING') = (num_nonnulls(decided_by, decision_reason, decided_at) = 0)),
    constraint approval_four_eyes check (lower(btrim(decided_by)) <> lower(btrim(requested_by)))
  )`,
  'create index approval_requested on payments.approval (requested_at)',
  `grant select, insert on payments.approval to wallet_payments`,
  `grant update (state, decided_by, decision_reason, decided_at) on payments.approval to wallet_payments`,
  `create index operator_action_credits on payments.operator_action (customer_id, acted_at) where action = 'CREDIT'`,
  // Appended to whatever is known by then.
  `do $$ declare known text; begin
    select pg_get_constraintdef(oid) into strict known from pg_constraint
      where conname = 'operator_action_known' and conrelid = 'payments.operator_action'::regclass;
    alter table payments.operator_action drop constraint operator_action_known;
    execute 'alter table payments.operator_action add constraint operator_action_known '
      || replace(known, '])', ', ''REQUEST''::text, ''APPROVE''::text, ''REFUSE''::text])');
  end $$`,
];

/** Credits above a ceiling wait for a second operator. */
export const Approvals1700000000017 = migration(
  'Approvals1700000000017',
  statements,
  'what operators did is not unmade',
);
