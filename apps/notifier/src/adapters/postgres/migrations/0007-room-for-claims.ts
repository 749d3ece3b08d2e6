import { migration } from '@wallet/postgres';

/** A claim and an outcome change a row once more each: with room in its page the indexes need no new entry for a claim. */
export const RoomForClaims1700000000007 = migration(
  'RoomForClaims1700000000007',
  ['alter table notifier.delivery set (fillfactor = 70)', 'alter table notifier.attempt set (fillfactor = 70)'],
  ['alter table notifier.delivery reset (fillfactor)', 'alter table notifier.attempt reset (fillfactor)'],
);
