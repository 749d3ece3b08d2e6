import { migration } from '@wallet/postgres';

const check = (condition: string) => `alter table payments.refund
  drop constraint refund_state,
  add constraint refund_state check (case state
     when 'SUCCEEDED' then refusal is null and refund_id is not null and ${condition}
     when 'REFUSED' then refusal is not null and refund_id is null
     else false end)`;

/** A part may be too small to be worth a minor unit of the other currency. */
export const SmallestRefunds1700000000008 = migration(
  'SmallestRefunds1700000000008',
  [check('refund_amount > 0 and refund_from_amount >= 0')],
  /** Fails when there is such a refund. */
  [check('refund_amount > 0 and refund_from_amount > 0')],
);
