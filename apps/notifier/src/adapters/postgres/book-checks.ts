import type { BookCheck } from '@wallet/postgres';

/** The invariants of schema `notifier`. */
export const bookChecks: readonly BookCheck[] = [
  {
    id: 'I7',
    name: 'a delivery that was given up has an alert',
    sql: `
      select id, subject, kind from notifier.delivery
      where state = 'DEAD' and not exists (
        select from notifier.alert where delivery_id = id and attempt = attempts)`,
  },
  {
    id: 'I7',
    name: 'of an acknowledged delivery an attempt was acknowledged',
    sql: `
      select id, subject, kind from notifier.delivery
      where state = 'ACKED' and not exists (
        select from notifier.attempt where delivery_id = id and outcome = 'ACKNOWLEDGED')`,
  },
  {
    id: 'I7',
    name: 'every attempt of a delivery is kept',
    sql: `
      select id, subject, kind, attempts, count(number) as kept
      from notifier.delivery left join notifier.attempt on delivery_id = id
      group by id having attempts <> count(number) or attempts <> coalesce(max(number), 0)`,
  },
  {
    id: 'I12',
    name: 'no delivery has been due for more than ten minutes',
    sql: `
      select id, subject, kind, origin, next_attempt_at from notifier.delivery as late
      where state = 'RETRYING' and next_attempt_at < notifier.now() - interval '10 minutes'
        and not exists (select from notifier.delivery as other
          where other.subject = late.subject and other.id < late.id and other.state = 'RETRYING')`,
  },
];
