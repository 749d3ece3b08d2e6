import { migration } from '@wallet/postgres';

/** The merchant's words about an order are kept for operators; orders of before have none. */
export const OrderDescriptions1700000000015 = migration(
  'OrderDescriptions1700000000015',
  ['alter table payments.payment_order add column order_description text'],
  'what merchants said is not forgotten',
);
