const milliseconds = (parameter: string) => `${parameter}::float8 * interval '1 millisecond'`;

/**
 * $1 events, $2 subjects, $3 kinds, $4 origins, $5 paths, $6 bodies, $7 sealed bodies, $8 delays in ms, $9 traces. Ids are in this order.
 * A TOKEN_CREATED that comes after the end of its agreement is withdrawn from the first.
 */
export const add = `
  insert into notifier.delivery
    (event_id, subject, kind, state, origin, path, body, sealed_body, trace_id, attempts, next_attempt_at, created_at, updated_at)
  select event_id, subject, kind, case when is_late then 'SUPERSEDED' else 'RETRYING' end, origin, path, body,
         case when is_late then null else sealed_body end, trace_id, 0, notifier.now() + ${milliseconds('delay_ms')}, notifier.now(), notifier.now()
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::float8[],
                $9::text[])
         with ordinality as new (event_id, subject, kind, origin, path, body, sealed_body, delay_ms, trace_id, position),
         lateral (select kind = 'TOKEN_CREATED' and exists (select from notifier.delivery as ended
           where ended.subject = new.subject and ended.kind = 'TOKEN_CANCELED') as is_late) as late
   order by position
  on conflict (subject, event_id, kind) do nothing`;

/** $1 payments that were cancelled: that one was paid, should it be said only now, is not told any more. */
export const forestall = `
  insert into notifier.delivery
    (event_id, subject, kind, state, path, body, attempts, next_attempt_at, created_at, updated_at)
  select id, id, 'NOTIFY_PAYMENT', 'SUPERSEDED', '', '{}', 0, notifier.now(), notifier.now(), notifier.now()
    from unnest($1::text[]) as id
  on conflict (subject, event_id, kind) do nothing`;

/** $1 bindings that ended, $2 payments that were cancelled after they were paid. The lease of an attempt under way stays. */
export const supersede = `
  update notifier.delivery set state = 'SUPERSEDED', sealed_body = null, updated_at = notifier.now()
   where subject = any($1::text[] || $2::text[]) and state in ('RETRYING', 'DEAD')
     and case kind when 'TOKEN_CREATED' then subject = any($1::text[])
         when 'NOTIFY_PAYMENT'
           then subject = any($2::text[]) and body::json #>> '{paymentResult,resultStatus}' = 'S'
         else false end`;

const due = (isOfOrigin: string, direction: 'asc' | 'desc', limit: string) => `
    select id from notifier.delivery as next
     where ${isOfOrigin} and state = 'RETRYING' and next_attempt_at <= notifier.now()
       and (locked_until is null or locked_until < notifier.now())
       and not exists (
         select from notifier.delivery as other
          where other.subject = next.subject and other.id <> next.id
            and (other.state = 'RETRYING' and other.id < next.id or other.locked_until >= notifier.now())
         offset 0)
     order by origin ${direction}, next_attempt_at ${direction}, id ${direction}
     limit ${limit} for update skip locked`;

const start = (isOfOrigin: string) => `
  with oldest as (${due(isOfOrigin, 'asc', '$1')}
  ), newest as (${due(isOfOrigin, 'desc', '$2')}
  ), claimed as (
    update notifier.delivery
       set attempts = attempts + 1, locked_until = notifier.now() + ${milliseconds('$3')}
     where id = any(array(select id from oldest union all select id from newest))
    returning id, event_id, subject, kind, origin, path, body, sealed_body, trace_id, attempts, attempts_before_resend
  ), started as (
    insert into notifier.attempt (delivery_id, number, started_at)
    select id, attempts, notifier.now() from claimed
  )
  select id as "deliveryId", event_id as "eventId", subject, kind, origin, path, body, sealed_body as "sealedBody",
         trace_id as "traceId", attempts as "attemptNumber", attempts - attempts_before_resend as "scheduleNumber"
    from claimed`;

/**
 * Of the agreed address. $1 how many of those that are due for the longest time, $2 how many of those that became due last,
 * $3 lease in milliseconds. `offset 0` and `any(array(…))` have rows looked up by index, one for each candidate, also by
 * a plan that does not know how few they are: a join would read all that was ever told. To order by `origin`, of which
 * there is one, makes the index do it; by `id`, the halves do not meet before all are taken.
 */
export const startAgreed = start('origin is null');

/** The same of another address. $4 its origin. */
export const startOther = start('origin = $4');

/** $1 deliveries, $2 attempts, $3 states, $4 delays in milliseconds, $5 outcomes, $6 HTTP statuses, $7 result codes, $8 errors. */
export const finish = `
  with ended as (
    select * from unnest($1::bigint[], $2::integer[], $3::text[], $4::float8[], $5::text[], $6::integer[], $7::text[], $8::text[])
      as ended (delivery_id, number, state, delay_ms, outcome, http_status, result_code, error)
  ), finished as (
    update notifier.attempt
       set finished_at = notifier.now(), outcome = ended.outcome, http_status = ended.http_status,
           result_code = ended.result_code, error = ended.error
      from ended
     where attempt.delivery_id = ended.delivery_id and attempt.number = ended.number
  ), moved as (
    update notifier.delivery
       set state = case delivery.state when 'RETRYING' then ended.state else delivery.state end,
           sealed_body = case ended.state when 'ACKED' then null else sealed_body end,
           next_attempt_at = coalesce(notifier.now() + ${milliseconds('ended.delay_ms')}, next_attempt_at),
           locked_until = null, last_outcome = ended.outcome, updated_at = notifier.now()
      from ended
     where delivery.id = ended.delivery_id and attempts = ended.number and locked_until is not null
    returning delivery.id, attempts, delivery.state, created_at, ended.result_code
  ), alerted as (
    insert into notifier.alert (delivery_id, attempt, code, at)
    select id, attempts, coalesce(result_code, 'NO_ANSWER'), notifier.now() from moved where state = 'DEAD'
  )
  select id as "deliveryId", attempts as "attemptNumber", state, extract(epoch from notifier.now() - created_at)::float8 as "ageSeconds" from moved`;

const elsewhere = (state: string) => `
  select id from notifier.delivery where state = '${state}' and origin is not null and origin <> all($1::text[])`;

/** $1 origins that may be called, $2 path of the agreed address. */
export const readdress = `
  update notifier.delivery set origin = null, path = $2, updated_at = notifier.now()
   where id = any(array(${elsewhere('RETRYING')} union all ${elsewhere('DEAD')}))`;

export const backlog = `
  select count(*) filter (where next_attempt_at <= notifier.now())::int as due,
         coalesce(extract(epoch from notifier.now() - min(created_at)), 0)::float8 as "oldestSeconds",
         (select count(*)::int from notifier.delivery where state = 'DEAD') as dead
    from notifier.delivery where state = 'RETRYING'`;

/** $1 days, $2 limit. Attempts and alerts go with their delivery. */
export const purge = `
  with old as (
    select id from notifier.delivery
     where state in ('ACKED', 'SUPERSEDED', 'RESOLVED') and updated_at < notifier.now() - $1::float8 * interval '1 day'
     order by updated_at limit $2 for update skip locked
  ), gone as (
    delete from notifier.delivery where id = any(array(select id from old)) returning id
  )
  select count(*)::int as count from gone`;
