import { defaultApiPrefix, readPrivateKey, readPublicKey } from '@wallet/alipayplus';
import { keyStoreSettings, requireSealKeys } from '@wallet/key-store';
import { kafkaSettings } from '@wallet/messaging';
import { operatorAuthSettings, operatorSettings } from '@wallet/operator-endpoint';
import { databaseSettings, postgresSettings } from '@wallet/postgres';
import { commonSettings, parseConfig, settings } from '@wallet/service';
import { z } from 'zod';
import { isHostEntry } from './domain/notify-hosts';

const schedule = [0, 2, 5, 10, 20, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 54_000, 86_400, 86_400];

const notifierSettings = z.object({
  ...commonSettings,
  ...postgresSettings,
  ...operatorSettings,
  ALIPAYPLUS_BASE_URL: settings
    .urlOf('http', 'https')
    .refine(isOrigin, { message: 'must be http or https, a host and a port, without a path' }),
  API_PREFIX: settings.text(defaultApiPrefix),
  /** `host[:port]`: where a payment may be told when its request asks for that. */
  NOTIFY_HOSTS: settings
    .commaList([])
    .refine((hosts) => hosts.every(isHostEntry), { message: 'must be hosts parted by commas, each host or host:port' }),
  /** Our own id at Alipay+: sent with every notice, and the one that its answer must carry. */
  CLIENT_ID: settings.text(),
  /** `seal.<n>.key`: opens what facts hold sealed, seals what is kept. The same folder as auth's. */
  SEAL_KEYS_DIR: settings.path('a folder with the seal keys', requireSealKeys),
  NOTIFY_TIMEOUT_MS: settings.positiveInt(5_000),
  SIGN_TIMEOUT_MS: settings.positiveInt(1500),
  /** Attempts under way at once, to each address. */
  NOTIFY_CONCURRENCY: settings.positiveInt(32),
  /** Attempts started in a second, to each address. */
  NOTIFY_MAX_PER_SECOND: settings.positiveInt(1_000),
  /** The gap before each attempt; as many attempts as there are gaps. */
  NOTIFY_SCHEDULE_SECONDS: settings.intList(schedule),
  /** How long deliveries that are done with are kept. */
  NOTIFY_RETENTION_DAYS: settings.positiveInt(90),
  TIME_ZONE_OFFSET: settings.utcOffset('+08:00'),
});

const schema = notifierSettings
  .and(keyStoreSettings({ readPublicKey, readPrivateKey }))
  .and(kafkaSettings)
  .and(databaseSettings)
  .and(operatorAuthSettings);
export type NotifierConfig = z.output<typeof schema>;

/** Throws ConfigError, which names every wrong variable. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): NotifierConfig => parseConfig(schema, env);

/** For migrations the URL is of the role that owns the schema, not of the service. */
export const readMigrationConfig = () => parseConfig(databaseSettings, process.env);

function isOrigin(text: string): boolean {
  const { protocol, pathname, search, hash, username } = new URL(text);
  return /^https?:$/.test(protocol) && pathname === '/' && !search && !hash && !username;
}
