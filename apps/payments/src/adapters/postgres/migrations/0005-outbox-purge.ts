import { migration } from '@wallet/postgres';

/** Facts that were sent long ago are removed. */
export const OutboxPurge1700000000005 = migration(
  'OutboxPurge1700000000005',
  ['grant delete on payments.outbox to wallet_payments'],
  ['revoke delete on payments.outbox from wallet_payments'],
);
