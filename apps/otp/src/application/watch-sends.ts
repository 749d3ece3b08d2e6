import { metrics, type Logger } from '@wallet/service';
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
  if (decision.kind === 'send' && decision.spendsBudget) {
    spent.inc({ country });
    logger.error({ country }, "the country's budget of messages is spent for today");
  }
  if (decision.kind !== 'throttled') return;
  const { limit } = decision;
  held.inc({ limit });
  if (limit === 'country') spent.inc({ country });
  if (limit !== 'conversion') return;
  blocked.inc();
  logger.error({ prefix: `+${prefix}…` }, 'a prefix is blocked for a while: too few of its codes came back');
}
