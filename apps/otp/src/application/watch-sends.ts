import { metrics, type Logger } from '@wallet/service';
import type { BudgetShare } from '../domain/country-budget';
import type { Destination } from '../domain/destination';
import type { IssueDecision } from './otp-records';

const held = metrics.counter('otp_held_back_total', 'Codes that were not sent, by the limit that held them back', [
  'limit',
]);
const spent = metrics.counter(
  'otp_country_budget_spent_total',
  'ALERT: messages at and past the budget of the day of their country',
  ['country'],
);
const reached = metrics.counter(
  'otp_country_budget_reached_total',
  'ALERT: times that 50, 80 or 100 percent of the budget of the day of a country were sent',
  ['country', 'percent'],
);
const blocked = metrics.counter(
  'otp_prefix_blocked_total',
  'ALERT: prefixes of numbers blocked for a while because too few of their codes came back',
);

/** Counts what the limits held back, and raises the alarms of SMS abuse. */
export function watchSend(
  decision: IssueDecision,
  { callingCode: country, prefix }: Destination,
  logger: Logger,
): void {
  if (decision.kind === 'send' && decision.budgetReached) tellBudget(country, decision.budgetReached, logger);
  if (decision.kind !== 'throttled') return;
  const { limit } = decision;
  held.inc({ limit });
  if (limit === 'country') spent.inc({ country });
  if (limit !== 'conversion') return;
  blocked.inc();
  logger.error({ prefix: `+${prefix}…` }, 'a prefix is blocked for a while: too few of its codes came back');
}

function tellBudget(country: string, percent: BudgetShare, logger: Logger): void {
  reached.inc({ country, percent: String(percent) });
  if (percent < 100) return logger.warn({ country, percent }, "the country's budget of messages runs out today");
  spent.inc({ country });
  logger.error({ country, percent }, "the country's budget of messages is spent for today");
}
