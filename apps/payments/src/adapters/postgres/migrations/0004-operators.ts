import { migration } from '@wallet/postgres';

/** What operators set and did. */
const statements: readonly string[] = [
  `create table payments.customer_limit (
    customer_id text not null constraint customer_limit_pk primary key,
    single bigint,
    daily_amount bigint,
    daily_count integer,
    updated_at timestamptz not null,
    constraint customer_limit_positive check (single >= 0 and daily_amount >= 0 and daily_count >= 0)
  )`,
  `create table payments.operator_action (
    id bigint generated always as identity constraint operator_action_pk primary key,
    action text not null,
    customer_id text not null,
    operator text not null,
    reason text not null,
    details jsonb not null,
    acted_at timestamptz not null,
    constraint operator_action_known check (action in ('CREDIT', 'LIMITS'))
  )`,
  `create trigger operator_action_append_only before update or delete or truncate on payments.operator_action
    for each statement execute function payments.refuse_change()`,
  `grant select, insert on payments.customer_limit, payments.operator_action to wallet_payments`,
  `grant update (single, daily_amount, daily_count, updated_at) on payments.customer_limit to wallet_payments`,
];

export const Operators1700000000004 = migration(
  'Operators1700000000004',
  statements,
  'what operators did is not unmade',
);
