export type { Brand } from './brand';
export { Breaker } from './breaker';
export type { BreakerRules, Call, CallResult } from './breaker';
export { done, refused, unknown } from './outcome';
export type { Done, Outcome, Refused, Unknown } from './outcome';
export { systemClock } from './clock';
export type { Clock } from './clock';
export { assertNever } from './assert-never';
