const milliseconds = (parameter: string) => `${parameter}::float8 * interval '1 millisecond'`;

/** $1 events, $2 subjects, $3 kinds, $4 paths, $5 bodies, $6 sealed bodies, $7 delays in milliseconds. Ids are in this order. */
export const add = `
  insert into notifier.delivery
    (event_id, subject, kind, state, path, body, sealed_body, attempts, next_attempt_at, created_at, updated_at)
  select event_id, subject, kind, 'RETRYING', path, body, sealed_body, 0, notifier.now() + ${milliseconds('delay_ms')},
         notifier.now(), notifier.now()
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::float8[])
         with ordinality as new (event_id, subject, kind, path, body, sealed_body, delay_ms, position)
   order by position
  on conflict (subject, event_id, kind) do nothing`;

/** $1 subjects. The lease of an attempt under way stays. */
export const supersede = `
  update notifier.delivery set state = 'SUPERSEDED', sealed_body = null, updated_at = notifier.now()
   where subject = any($1::text[]) and kind = 'TOKEN_CREATED' and state in ('RETRYING', 'DEAD')`;

/**
 * $1 limit, $2 lease in milliseconds. `offset 0` and `any(array(…))` have rows looked up by index, one for each candidate,
 * also by a plan that does not know how few they are: a join would read all that was ever told.
 */
export const start = `
  with due as (
    select id from notifier.delivery as next
     where state = 'RETRYING' and next_attempt_at <= notifier.now()
       and (locked_until is null or locked_until < notifier.now())
       and not exists (
         select from notifier.delivery as other
          where other.subject = next.subject and other.id <> next.id
            and (other.state = 'RETRYING' and other.id < next.id or other.locked_until >= notifier.now())
         offset 0)
     order by next_attempt_at limit $1 for update skip locked
  ), claimed as (
    update notifier.delivery
       set attempts = attempts + 1, locked_until = notifier.now() + ${milliseconds('$2')}, updated_at = notifier.now()
     where id = any(array(select id from due))
    returning id, event_id, subject, kind, path, body, sealed_body, attempts, attempts_before_resend
  ), started as (
    insert into notifier.attempt (delivery_id, number, started_at)
    select id, attempts, notifier.now() from claimed
  )
  select id as "deliveryId", event_id as "eventId", subject, kind, path, body, sealed_body as "sealedBody",
         attempts as "attemptNumber", attempts - attempts_before_resend as "scheduleNumber"
    from claimed`;

/** $1 delivery, $2 attempt, $3 state, $4 delay in milliseconds, $5 outcome, $6 HTTP status, $7 result code, $8 error. */
export const finish = `
  with finished as (
    update notifier.attempt
       set finished_at = notifier.now(), outcome = $5, http_status = $6, result_code = $7, error = $8
     where delivery_id = $1 and number = $2
  )
  update notifier.delivery
     set state = case state when 'RETRYING' then $3 else state end,
         sealed_body = case $3 when 'ACKED' then null else sealed_body end,
         next_attempt_at = coalesce(notifier.now() + ${milliseconds('$4')}, next_attempt_at),
         locked_until = null, last_outcome = $5, updated_at = notifier.now()
   where id = $1 and attempts = $2 and locked_until is not null
  returning state, extract(epoch from notifier.now() - created_at)::float8 as "ageSeconds"`;

export const countDue = `
  select count(*)::int as due from notifier.delivery where state = 'RETRYING' and next_attempt_at <= notifier.now()`;

const records = (filter: string) => `
  select id as "deliveryId", kind, subject, state, attempts, last_outcome as "lastOutcome",
         last.result_code as "lastResultCode", last.error as "lastError", next_attempt_at as "nextAttemptAt",
         created_at as "createdAt", updated_at as "updatedAt"
    from notifier.delivery
    left join lateral (
      select result_code, error from notifier.attempt
       where delivery_id = id and finished_at is not null order by number desc limit 1
    ) as last on true
   where ${filter}`;

/** $1 state, $2 kind, $3 subject, each null for any; $4 limit. */
export const list = `${records('($1::text is null or state = $1) and ($2::text is null or kind = $2) and ($3::text is null or subject = $3)')}
   order by id desc limit $4`;

/** $1 delivery. */
export const get = records('id = $1');

/** $1 delivery. */
export const revive = `
  update notifier.delivery
     set state = 'RETRYING', attempts_before_resend = attempts, next_attempt_at = notifier.now(),
         updated_at = notifier.now()
   where id = $1 and state = 'DEAD'
  returning id`;
