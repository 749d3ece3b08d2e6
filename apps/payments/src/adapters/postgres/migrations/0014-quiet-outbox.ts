import { migration, quietOutboxSql } from '@wallet/postgres';

/** A fact wakes the relay of its own process; the relay of the release before finds it within a second. */
export const QuietOutbox1700000000014 = migration('QuietOutbox1700000000014', quietOutboxSql('payments'), []);
