import type { z } from 'zod';
import { ConfigError } from './errors';
import { readWith } from './plaintext';

/**
 * The settings of a process. An empty variable counts as not set. Throws one `ConfigError` that lists every wrong variable
 * by name and what it must be; never its value, which may be a secret, except the path of a file. `replaced`: former names,
 * each with what to write today, such as `LIMITS=HKD:1`; one that is set alone is wrong too, because what it says would not
 * hold.
 */
export function parseConfig<T>(
  schema: z.ZodType<T>,
  env: NodeJS.ProcessEnv,
  replaced: Readonly<Record<string, string>> = {},
): T {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = readWith(set, () => schema.safeParse(set));
  const former = Object.entries(replaced).filter(([name, today]) => name in set && !(nameIn(today) in set));
  if (parsed.success && former.length === 0) return parsed.data;
  const wrong = (parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`.trim());
  wrong.push(...former.map(([name, today]) => `${name} is not read any more, write e.g. ${today}`));
  throw new ConfigError(`wrong settings: ${wrong.join('; ')}`, wrong);
}

const nameIn = (today: string): string => today.split('=')[0] ?? today;
