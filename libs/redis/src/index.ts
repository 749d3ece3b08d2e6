export { redisSettings, type RedisAddress } from './redis-address';
export { RedisConnection } from './redis-connection';
export { defineScript, runScript, type Script } from './script';
