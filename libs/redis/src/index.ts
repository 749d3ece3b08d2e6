export { RedisConnection } from './redis-connection';
export { defineScript, runScript, type Script } from './script';
