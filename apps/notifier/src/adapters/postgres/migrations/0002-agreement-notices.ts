import { migration } from '@wallet/postgres';

const statements = [
  `alter table notifier.delivery
    add event_id text,
    add sealed_body text,
    add attempts_before_resend integer not null default 0,
    alter body drop not null`,
  `update notifier.delivery set event_id = subject`,
  `alter table notifier.delivery
    alter event_id set not null,
    drop constraint delivery_subject_kind_key,
    add constraint delivery_event_key unique (subject, event_id, kind),
    drop constraint delivery_kind,
    add constraint delivery_kind
      check (kind in ('NOTIFY_PAYMENT', 'AUTHCODE_CREATED', 'TOKEN_CREATED', 'TOKEN_CANCELED')),
    drop constraint delivery_state,
    add constraint delivery_state check (state in ('RETRYING', 'ACKED', 'DEAD', 'SUPERSEDED')),
    add constraint delivery_body check (
      case when kind = 'NOTIFY_PAYMENT' then body is not null and sealed_body is null
      else body is null and (sealed_body is null) = (state in ('ACKED', 'SUPERSEDED')) end
    )`,
  `create index delivery_dead on notifier.delivery (id) where state = 'DEAD'`,
  `grant update (sealed_body, attempts_before_resend) on notifier.delivery to wallet_notifier`,
];

export const AgreementNotices1700000000002 = migration(
  'AgreementNotices1700000000002',
  statements,
  /** Fails when there are notices of agreements: they have no place in the tables of before. */
  [
    'drop index notifier.delivery_dead',
    `alter table notifier.delivery
      drop constraint delivery_body,
      drop constraint delivery_state,
      add constraint delivery_state check (state in ('RETRYING', 'ACKED', 'DEAD')),
      drop constraint delivery_kind,
      add constraint delivery_kind check (kind = 'NOTIFY_PAYMENT'),
      drop constraint delivery_event_key,
      add constraint delivery_subject_kind_key unique (subject, kind),
      alter body set not null,
      drop attempts_before_resend,
      drop sealed_body,
      drop event_id`,
  ],
);
