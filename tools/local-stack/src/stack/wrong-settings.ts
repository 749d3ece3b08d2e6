import { ConfigError } from '@wallet/service';
import { ensureKeys } from './keys';
import { directoryAt, needsDirectory, settingsOf } from './local-directory';
import { ownIssuer } from './operator-issuer';
import { entryOf } from './service-process';
import { serviceNames, type Environment, type ServiceName } from './services';
import { type Shared, environmentOf, givenEnvironment, identitiesOf, needsIssuer } from './settings';
import type { StackOptions } from './stack';

/** What a stack will have that does not run yet; a given address takes its place, however wrong it is. */
const unknown = {
  databaseUrl: 'postgres://owner:password@127.0.0.1:1/wallet',
  redisUrl: 'redis://127.0.0.1:1',
  broker: '127.0.0.1:1',
  url: 'http://127.0.0.1:1',
  ports: { health: 1, port: 1, walletApi: 1 },
};

async function sharedOf(dir: string, given: Environment): Promise<Shared> {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, KAFKA_BROKERS: brokers } = given;
  const options: StackOptions = {
    infrastructure: { ...unknown, kafkaBrokers: [] },
    name: '',
    dir,
    databaseFor: (_, url) => databaseUrl ?? url,
    redisFor: (_, url) => redisUrl ?? url,
  };
  return {
    ...identitiesOf(given),
    options,
    databaseUrl: unknown.databaseUrl,
    redisUrl: unknown.redisUrl,
    kafkaBrokers: [brokers ?? unknown.broker],
    topicPrefix: '',
    keys: await ensureKeys(dir, given),
    gatewayUrls: [unknown.url],
    simulatorUrl: unknown.url,
    operatorIssuer: needsIssuer(given) ? ownIssuer(unknown.url) : undefined,
    directory: needsDirectory(given) ? settingsOf(directoryAt(unknown.url, { dir, given })) : undefined,
  };
}

/** By the service's own reader. */
async function wrongIn(service: ServiceName, env: Environment): Promise<readonly string[]> {
  const { readConfig } = (await import(entryOf(service, 'config.js'))) as { readConfig: (env: Environment) => unknown };
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.wrong;
    throw error;
  }
}

/**
 * All that is wrong in the settings that the services and the simulator of a stack in `dir` would get from this process's
 * environment, each once, with the names of those that say so. Makes the stack's own keys. Needs a build.
 */
export async function wrongSettings(dir: string): Promise<string[]> {
  const given = givenEnvironment({});
  const shared = await sharedOf(dir, given);
  const services = new Map<string, ServiceName[]>();
  for (const service of serviceNames) {
    for (const fault of await wrongIn(service, environmentOf(service, shared, unknown.ports)))
      services.set(fault, [...(services.get(fault) ?? []), service]);
  }
  return [...services].map(([fault, names]) => `${fault} (${names.join(', ')})`);
}
