import { migration } from '@wallet/postgres';

/**
 * A rest may be left of the settlement only. What is stored obeys the stricter check of before, so the table is not read
 * while it is locked: NOT VALID, for good.
 */
const loosened = `alter table payments.refund
  drop constraint refund_state,
  add constraint refund_state check (case state
     when 'SUCCEEDED' then refusal is null and refund_id is not null
       and refund_amount >= 0 and refund_from_amount >= 0 and (refund_amount > 0 or refund_from_amount > 0)
     when 'REFUSED' then refusal is not null and refund_id is null
     else false end) not valid`;

const asBefore = `alter table payments.refund
  drop constraint refund_state,
  add constraint refund_state check (case state
     when 'SUCCEEDED' then refusal is null and refund_id is not null and refund_amount > 0 and refund_from_amount >= 0
     when 'REFUSED' then refusal is not null and refund_id is null
     else false end)`;

export const RestsOfSettlement1700000000023 = migration(
  'RestsOfSettlement1700000000023',
  [loosened],
  /** Fails when there is such a refund. */
  [asBefore],
);
