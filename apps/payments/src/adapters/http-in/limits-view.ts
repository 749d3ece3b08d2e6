import type { OwnLimits } from '../../application/operators/customer-limits';
import { noCustomer } from './credit-errors';

/** Throws what the endpoint answers when there is no such customer. */
export function limitsView(limits: OwnLimits | undefined) {
  if (!limits) throw noCustomer();
  const { single, dailyAmount, dailyCount } = limits;
  return { single: single?.toString() ?? null, dailyAmount: dailyAmount?.toString() ?? null, dailyCount };
}
