import { settings, tlsFileSettings, tlsFilesOf, wrongTls, type LiveFile, type TlsFiles } from '@wallet/service';
import { z } from 'zod';

/** Where Redis is, and how we prove who we are. */
export interface RedisAddress {
  readonly url: string;
  /** Undefined: in the clear. */
  readonly tls?: TlsFiles | undefined;
  /** Instead of one in the URL; read for each connection. */
  readonly password?: LiveFile | undefined;
}

const variables = z.object({
  REDIS_URL: settings.urlOf('redis', 'rediss'),
  ...tlsFileSettings('REDIS'),
  REDIS_PASSWORD_FILE: settings.liveFile().optional(),
});

/** The settings of the connection to Redis, as `redis`; `and` it to a service's own. */
export const redisSettings = variables.transform((config, context) => {
  const { REDIS_URL: url, REDIS_PASSWORD_FILE: password } = config;
  const { protocol, password: inUrl } = new URL(url);
  const isTls = protocol === 'rediss:';
  const files = tlsFilesOf('REDIS', config);
  const wrong = [
    wrongTls('REDIS', files, isTls ? undefined : 'REDIS_URL must begin with rediss://'),
    password && inUrl ? 'REDIS_URL must have no password beside REDIS_PASSWORD_FILE' : undefined,
  ];
  for (const message of wrong) if (message) context.addIssue({ code: 'custom', message });
  const redis: RedisAddress = { url, ...(isTls && { tls: files }), ...(password && { password }) };
  return { redis };
});
