import type { Pool } from 'pg';
import type { Harm } from './inflicted';

/** As if they had been sent; nothing purges them before their time. */
const held = `'infinity'::timestamptz`;

const hold = `
  set lock_timeout = '3s';
  create or replace function payments.hold_back() returns trigger language plpgsql as $$
  begin
    new.sent_at := ${held};
    return new;
  end $$;
  create or replace trigger hold_back before insert on payments.outbox
    for each row when (new.payload ->> 'fact' = 'PaymentSettled') execute function payments.hold_back();
  reset lock_timeout`;

const release = `
  drop trigger if exists hold_back on payments.outbox;
  drop function if exists payments.hold_back();
  update payments.outbox set sent_at = null where sent_at = ${held}`;

/** That a payment is settled is told only when it is healed: after its cancellation, as from a dead letter that is sent again. */
export const lateFacts = (database: Pool): Harm => ({
  inflict: () => database.query(hold),
  heal: () => database.query(release),
});
