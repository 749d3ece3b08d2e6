import { migration } from '@wallet/postgres';

/**
 * A write that touched another number of rows than it was for fails in Postgres: it is sent together with COMMIT, so nobody
 * could look at the number in between. Locks nothing.
 */
const requireRows = `
  create function payments.require_rows(what text, expected bigint, touched bigint) returns boolean language plpgsql as $$
    begin
      if touched <> expected then
        raise exception '%: % expected, % found', what, expected, touched;
      end if;
      return true;
    end $$`;

export const RequiredRows1700000000021 = migration(
  'RequiredRows1700000000021',
  [requireRows],
  ['drop function payments.require_rows'],
);
