export { testKafkaBrokers, testRedisUrl } from './addresses';
export { brokenInvariants, invariants } from './books';
export { CustomerDirectoryServer } from './customer-directory-server';
export { testDatabase } from './database';
export type { TestDatabase } from './database';
export { eventually } from './eventually';
export { FaultProxy } from './fault-proxy';
export { fakeMessage, RecordingBus } from './messages';
export { TokenIssuer } from './token-issuer';
