import type { DeliveryFilter } from '../../application/ports/delivery-register';

const records = (filter: string) => `
  select id as "deliveryId", kind, subject, state, origin, path, attempts, last_outcome as "lastOutcome",
         last.result_code as "lastResultCode", last.error as "lastError", next_attempt_at as "nextAttemptAt",
         created_at as "createdAt", updated_at as "updatedAt"
    from notifier.delivery
    left join lateral (
      select result_code, error from notifier.attempt
       where delivery_id = id and finished_at is not null order by number desc limit 1
    ) as last on true
   where ${filter}`;

/**
 * $1 limit, $2 subject if one is given. State and kind are words of ours and stand in the text, so that the index of just
 * these deliveries is used.
 */
export function list({ state, kind, subject }: Pick<DeliveryFilter, 'state' | 'kind' | 'subject'>): string {
  const filters = [state && `state = '${state}'`, kind && `kind = '${kind}'`, subject && 'subject = $2'];
  return `${records(filters.filter(Boolean).join(' and ') || 'true')} order by id desc limit $1`;
}

/** $1 delivery. */
export const get = records('id = $1');

/** $1 delivery. */
export const bodyOf = `select body from notifier.delivery where id = $1`;

/** $1 delivery. */
export const attemptsOf = `
  select number, started_at as "startedAt", finished_at as "finishedAt", outcome, http_status as "httpStatus",
         result_code as "resultCode", error
    from notifier.attempt where delivery_id = $1 order by number`;

/** $1 subjects. */
export const states = `
  select subject, state, kind, case state when 'ACKED' then updated_at end as "acknowledgedAt"
    from notifier.delivery where subject = any($1::text[]) order by subject, id`;

/** $1 kind, $2 subject, $3 ids, each null for any. */
const isDeadAndMeant = `state = 'DEAD' and ($1::text is null or kind = $1) and ($2::text is null or subject = $2)
     and ($3::bigint[] is null or id = any($3))`;

export const countDead = `select count(*)::int as count from notifier.delivery where ${isDeadAndMeant}`;

/** $1 to $3 as above, $4 limit, $5 how many are due in a second, $6 operator, $7 reason. */
export const replay = `
  with dead as (
    select id from notifier.delivery where ${isDeadAndMeant} order by id limit $4 for update skip locked
  ), placed as (
    select id, row_number() over (order by id) - 1 as place from dead
  ), replayed as (
    update notifier.delivery
       set state = 'RETRYING', attempts_before_resend = attempts, updated_at = notifier.now(),
           next_attempt_at = notifier.now() + place / $5::float8 * interval '1 second'
      from placed where delivery.id = placed.id
    returning delivery.id
  ), audited as (
    insert into notifier.operator_action (operator, reason, action, deliveries, at)
    select $6, $7, 'REPLAY', array_agg(id order by id), notifier.now() from replayed having count(*) > 0
  )
  select count(*)::int as count from replayed`;

/** $1 delivery, $2 operator, $3 reason. */
export const resolve = `
  with resolved as (
    update notifier.delivery set state = 'RESOLVED', sealed_body = null, updated_at = notifier.now()
     where id = $1 and state = 'DEAD'
    returning id
  ), audited as (
    insert into notifier.operator_action (operator, reason, action, deliveries, at)
    select $2, $3, 'RESOLVE', array[id], notifier.now() from resolved
  )
  select id from resolved`;
