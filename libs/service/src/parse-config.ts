import type { z } from 'zod';
import { ConfigError } from './errors';

/**
 * The settings of a process. An empty variable counts as not set. Throws one `ConfigError` that lists every wrong variable
 * by name and what it must be; never its value, which may be a secret.
 */
export function parseConfig<T>(schema: z.ZodType<T>, env: NodeJS.ProcessEnv): T {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`.trim());
  throw new ConfigError(`wrong settings: ${wrong.join('; ')}`);
}
