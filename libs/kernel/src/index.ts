export type { Brand } from './brand';
export { done, refused, unknown } from './outcome';
export type { Done, Outcome, Refused, Unknown } from './outcome';
export { systemClock } from './clock';
export type { Clock } from './clock';
export { assertNever } from './assert-never';
