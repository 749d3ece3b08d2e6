import { outboxCheck, type BookCheck } from '@wallet/postgres';
import { guardChecks } from './guard-checks';
import { ledgerChecks } from './ledger-checks';
import { orderChecks } from './order-checks';

const number = ({ id }: BookCheck): number => Number(id.slice(1));

/** The invariants of schema `payments`, by number. */
export const bookChecks: readonly BookCheck[] = [
  ...ledgerChecks,
  ...orderChecks,
  ...guardChecks,
  outboxCheck('payments'),
].sort((left, right) => number(left) - number(right));
