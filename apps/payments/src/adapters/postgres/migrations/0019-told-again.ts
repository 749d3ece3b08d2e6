import { migration } from '@wallet/postgres';

const statements: readonly string[] = [
  'create index payment_order_made on payments.payment_order (created_at, payment_request_id)',
  // Appended to whatever is known by then.
  `do $$ declare known text; begin
    select pg_get_constraintdef(oid) into strict known from pg_constraint
      where conname = 'operator_action_known' and conrelid = 'payments.operator_action'::regclass;
    alter table payments.operator_action drop constraint operator_action_known;
    execute 'alter table payments.operator_action add constraint operator_action_known '
      || replace(known, '])', ', ''TELL_AGAIN''::text])');
  end $$`,
];

/** What became of an order is told again by an operator, who finds the orders by their age. */
export const ToldAgain1700000000019 = migration(
  'ToldAgain1700000000019',
  statements,
  'what operators did is not unmade',
);
