function address(variable: string): string {
  const value = process.env[variable];
  if (!value)
    throw new Error(`${variable} is not set: run integration tests with npm test, or give the address of a server`);
  return value;
}

/** URL of a superuser on the test server's default database. */
export const testAdminUrl = (): string => address('TEST_DATABASE_URL');
export const testRedisUrl = (): string => address('TEST_REDIS_URL');
/** `host:port` each. */
export const testKafkaBrokers = (): string[] => address('TEST_KAFKA_BROKERS').split(',');
