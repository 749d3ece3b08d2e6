const milliseconds = (parameter: string) => `${parameter}::float8 * interval '1 millisecond'`;

/** $1 subjects, $2 kinds, $3 paths, $4 bodies, $5 delays in milliseconds. */
export const add = `
  insert into notifier.delivery
    (subject, kind, state, path, body, attempts, next_attempt_at, created_at, updated_at)
  select subject, kind, 'RETRYING', path, body, 0, notifier.now() + ${milliseconds('delay_ms')},
         notifier.now(), notifier.now()
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[]) as new (subject, kind, path, body, delay_ms)
  on conflict (subject, kind) do nothing`;

/** $1 limit, $2 lease in milliseconds. */
export const start = `
  with due as (
    select id from notifier.delivery
     where state = 'RETRYING' and next_attempt_at <= notifier.now()
       and (locked_until is null or locked_until < notifier.now())
     order by next_attempt_at limit $1 for update skip locked
  ), claimed as (
    update notifier.delivery
       set attempts = attempts + 1, locked_until = notifier.now() + ${milliseconds('$2')}, updated_at = notifier.now()
      from due where delivery.id = due.id
    returning delivery.id, subject, path, body, attempts
  ), started as (
    insert into notifier.attempt (delivery_id, number, started_at)
    select id, attempts, notifier.now() from claimed
  )
  select id as "deliveryId", subject, path, body, attempts as "attemptNumber" from claimed`;

/** $1 delivery, $2 attempt, $3 state, $4 delay in milliseconds, $5 outcome, $6 HTTP status, $7 result code, $8 error. */
export const finish = `
  with finished as (
    update notifier.attempt
       set finished_at = notifier.now(), outcome = $5, http_status = $6, result_code = $7, error = $8
     where delivery_id = $1 and number = $2
  )
  update notifier.delivery
     set state = $3, next_attempt_at = coalesce(notifier.now() + ${milliseconds('$4')}, next_attempt_at),
         locked_until = null, last_outcome = $5, updated_at = notifier.now()
   where id = $1 and attempts = $2 and state = 'RETRYING'
  returning extract(epoch from notifier.now() - created_at)::float8 as "ageSeconds"`;

export const countDue = `
  select count(*)::int as due from notifier.delivery where state = 'RETRYING' and next_attempt_at <= notifier.now()`;
