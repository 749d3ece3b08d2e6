export { authChecks } from './auth-checks';
export { runChecks } from './check';
export type { Ask, Check, CheckResult, Row } from './check';
export { notifierChecks } from './notifier-checks';
export { outboxCheck } from './outbox-check';
export { paymentsChecks } from './payments-checks';
