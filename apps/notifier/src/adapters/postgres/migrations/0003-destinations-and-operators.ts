import { migration } from '@wallet/postgres';

const statements = [
  `alter table notifier.delivery
    add origin text,
    drop constraint delivery_state,
    add constraint delivery_state check (state in ('RETRYING', 'ACKED', 'DEAD', 'SUPERSEDED', 'RESOLVED')),
    drop constraint delivery_body,
    add constraint delivery_body check (
      case when kind = 'NOTIFY_PAYMENT' then body is not null and sealed_body is null
      else body is null and (sealed_body is null) = (state in ('ACKED', 'SUPERSEDED', 'RESOLVED')) end
    )`,
  `drop index notifier.delivery_due`,
  `create index delivery_due on notifier.delivery (origin, next_attempt_at, id) where state = 'RETRYING'`,
  `create index delivery_done on notifier.delivery (updated_at) where state in ('ACKED', 'SUPERSEDED', 'RESOLVED')`,
  `alter table notifier.attempt
    drop constraint attempt_delivery_fk,
    add constraint attempt_delivery_fk foreign key (delivery_id) references notifier.delivery (id) on delete cascade`,
  `create table notifier.alert (
    delivery_id bigint not null
      constraint alert_delivery_fk references notifier.delivery (id) on delete cascade,
    attempt integer not null,
    code text not null,
    at timestamptz not null,
    constraint alert_pk primary key (delivery_id, attempt)
  )`,
  `insert into notifier.alert (delivery_id, attempt, code, at)
   select id, attempts, coalesce(result_code, 'NO_ANSWER'), updated_at
     from notifier.delivery left join notifier.attempt on delivery_id = id and number = attempts
    where state = 'DEAD'`,
  `create table notifier.operator_action (
    id bigint generated always as identity constraint operator_action_pk primary key,
    operator text not null,
    reason text not null,
    action text not null,
    deliveries bigint[] not null,
    at timestamptz not null,
    constraint operator_action_known check (action in ('REPLAY', 'RESOLVE'))
  )`,
  `grant select, insert on notifier.alert, notifier.operator_action to wallet_notifier`,
  `grant update (origin, path), delete on notifier.delivery to wallet_notifier`,
];

export const DestinationsAndOperators1700000000003 = migration(
  'DestinationsAndOperators1700000000003',
  statements,
  /** Fails when an operator has resolved a delivery: that has no place in the tables of before. */
  [
    'revoke update (origin, path), delete on notifier.delivery from wallet_notifier',
    'drop table notifier.operator_action, notifier.alert',
    `alter table notifier.attempt
      drop constraint attempt_delivery_fk,
      add constraint attempt_delivery_fk foreign key (delivery_id) references notifier.delivery (id)`,
    'drop index notifier.delivery_done, notifier.delivery_due',
    `create index delivery_due on notifier.delivery (next_attempt_at) where state = 'RETRYING'`,
    `alter table notifier.delivery
      drop constraint delivery_body,
      add constraint delivery_body check (
        case when kind = 'NOTIFY_PAYMENT' then body is not null and sealed_body is null
        else body is null and (sealed_body is null) = (state in ('ACKED', 'SUPERSEDED')) end
      ),
      drop constraint delivery_state,
      add constraint delivery_state check (state in ('RETRYING', 'ACKED', 'DEAD', 'SUPERSEDED')),
      drop origin`,
  ],
);
