import type { Check } from './check';
import { guardChecks } from './guard-checks';
import { ledgerChecks } from './ledger-checks';
import { orderChecks } from './order-checks';
import { outboxCheck } from './outbox-check';

const number = ({ id }: Check): number => Number(id.slice(1));

/** The invariants of schema `payments`, by number. */
export const paymentsChecks: readonly Check[] = [
  ...ledgerChecks,
  ...orderChecks,
  ...guardChecks,
  outboxCheck('payments'),
].sort((left, right) => number(left) - number(right));
