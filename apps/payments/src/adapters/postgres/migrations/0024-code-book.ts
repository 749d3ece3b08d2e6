import { migration } from '@wallet/postgres';

const statements: readonly string[] = [
  `create table payments.code_rules (
    id integer not null constraint code_rules_pk primary key,
    revision bigint not null,
    version text not null,
    document text not null,
    pulled_at timestamptz not null,
    constraint code_rules_one check (id = 1)
  )`,
  `create table payments.code_lists (
    id integer not null constraint code_lists_pk primary key,
    revision bigint not null,
    constraint code_lists_one check (id = 1)
  )`,
  'insert into payments.code_lists (id, revision) values (1, 0)',
  `create table payments.code_entry (
    id bigint generated always as identity constraint code_entry_pk primary key,
    list text not null,
    pattern text not null,
    added_at timestamptz not null,
    added_by text not null,
    add_reason text not null,
    removed_at timestamptz,
    removed_by text,
    remove_reason text,
    constraint code_entry_list_known check (list in ('allow', 'block', 'local')),
    constraint code_entry_removed check (num_nonnulls(removed_at, removed_by, remove_reason) in (0, 3))
  )`,
  'grant select, insert, update on payments.code_rules to wallet_payments',
  'grant select, update on payments.code_lists to wallet_payments',
  'grant select, insert on payments.code_entry to wallet_payments',
  'grant update (removed_at, removed_by, remove_reason) on payments.code_entry to wallet_payments',
];

/** Alipay+'s rules for scanned codes as they were pulled last, and the wallet's own lists. */
export const CodeBook1700000000024 = migration('CodeBook1700000000024', statements, 'what operators did is not unmade');
