export { AlipayPlusClient } from './alipayplus-client';
export type { AlipayPlusClientOptions, ClientKeys } from './alipayplus-client';
export type { CallOutcome } from './read-answer';
