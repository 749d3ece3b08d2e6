export { RedisConnection } from './redis-connection';
export { defineScript, runScript } from './script';
export type { Script } from './script';
