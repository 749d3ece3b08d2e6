import { z } from 'zod';
import { FileFault, isTellable, readFolder, readText } from './files';
import { LiveFile } from './live-file';
import { wrongPlaintext } from './plaintext';

/** One setting: its text in the environment, read into a `T`. */
type Setting<T> = z.ZodType<T, string | undefined>;

/** `read` returns undefined, or throws, for what is not `expected`. */
function setting<T>(expected: string, read: (text: string) => T | undefined, fallback?: T): Setting<T> {
  const schema = z
    .string()
    .optional()
    .transform((text, context) => {
      const { value, why } = text === undefined ? { value: fallback, why: ' (it is not set)' } : attempt(read, text);
      if (value !== undefined) return value;
      context.addIssue({ code: 'custom', message: `must be ${expected}${why}` });
      return z.NEVER;
    });
  return schema;
}

function attempt<T>(read: (text: string) => T | undefined, text: string): { value?: T | undefined; why: string } {
  try {
    return { value: read(text), why: '' };
  } catch (error) {
    if (!(error instanceof FileFault)) return { why: '' };
    return {
      why: isTellable(text)
        ? `: ${error.message}`
        : '; what is given may be the secret itself, so it is not shown: give a path such as /run/secrets/key',
    };
  }
}

function integer(text: string, min: number, max = Number.MAX_SAFE_INTEGER): number | undefined {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  return value >= min && value <= max ? value : undefined;
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

function integers(text: string): number[] | undefined {
  const values = list(text).map((item) => integer(item, 0));
  return values.length > 0 && !values.includes(undefined) ? (values as number[]) : undefined;
}

function keyIn(path: string, bytes: number): Buffer {
  const key = Buffer.from(readText(path), 'base64');
  if (key.length !== bytes) throw new FileFault(path, `holds ${key.length} bytes`);
  return key;
}

function liveFile(path: string): LiveFile {
  const file = new LiveFile(path);
  file.read();
  return file;
}

const isBroker = (text: string): boolean => /^[^\s:/@]+:\d{1,5}$|^\[[\da-f:]+\]:\d{1,5}$/i.test(text);
const brokers = (text: string): string[] | undefined =>
  list(text).length > 0 && list(text).every(isBroker) ? list(text) : undefined;

/** Of the schemes that say by themselves that they are in the clear. */
function refusePlaintext(url: string, context: z.RefinementCtx): void {
  const { protocol, hostname, searchParams } = new URL(url);
  const secure = { 'http:': 'https', 'redis:': 'rediss' }[protocol];
  const hosts = [hostname, ...(protocol === 'redis:' ? searchParams.getAll('host') : [])];
  const message = secure && wrongPlaintext(hosts, `begin it with ${secure}://`);
  if (message) context.addIssue({ code: 'custom', message });
}

/** The kinds of settings for a `config.ts`. An empty variable counts as not set; one with a default may be left out. */
export const settings = {
  /** 0 takes a free port. */
  port: (fallback?: number) => setting('a port number, 0 to 65535', (text) => integer(text, 0, 65_535), fallback),
  positiveInt: (fallback?: number) => setting('a whole number above 0', (text) => integer(text, 1), fallback),
  nonNegativeInt: (fallback?: number) => setting('a whole number, 0 or more', (text) => integer(text, 0), fallback),
  /** Whole numbers, 0 or more, parted by commas. */
  intList: (fallback?: number[]) => setting('whole numbers parted by commas', integers, fallback),
  /** An amount in minor units. */
  minorUnits: (fallback?: bigint) =>
    setting('an amount in minor units', (text) => (/^\d{1,18}$/.test(text) ? BigInt(text) : undefined), fallback),
  text: (fallback?: string) => setting('a text', (text) => text, fallback),
  commaList: (fallback?: string[]) =>
    setting('a list parted by commas', (text) => (list(text).length > 0 ? list(text) : undefined), fallback),
  /** `+08:00`. */
  utcOffset: (fallback?: string) =>
    setting('an offset like +08:00', (text) => (/^[+-](0\d|1[0-4]):[0-5]\d$/.test(text) ? text : undefined), fallback),
  url: () => setting('an absolute URL', (text) => (URL.canParse(text) ? text : undefined)),
  /** Of what this process connects to, with one of these schemes, such as `http`; in the clear only to this machine. */
  urlOf: (...schemes: readonly string[]) =>
    setting(`a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`, (text) =>
      URL.canParse(text) && schemes.some((scheme) => text.toLowerCase().startsWith(`${scheme}://`)) ? text : undefined,
    ).superRefine(refusePlaintext),
  /** `host:port`, parted by commas. */
  brokers: () => setting('a list like host:9092, parted by commas', brokers),
  /** One of these words. */
  word: <const W extends string>(words: readonly W[], fallback?: W) =>
    setting(`one of ${words.join(', ')}`, (text) => words.find((word) => word === text), fallback),
  dir: () => settings.path('an existing folder', readFolder),
  /** A path; `check` throws FileFault for what is not `expected`. */
  path: (expected: string, check: (path: string) => unknown): Setting<string> =>
    setting(expected, (path) => {
      check(path);
      return path;
    }),
  /** The path of a file whose content may change while the process runs. */
  liveFile: () => setting('the path of a readable file that is not empty', liveFile),
  /** The same; it holds a token as `authorization: Bearer` may carry it. */
  tokenFile: () =>
    settings
      .liveFile()
      .refine((file) => /^[!-~]+$/.test(file.read()), 'must be the path of a file that holds a token without spaces'),
  /** The path of a file that holds so many bytes in base64; the value is the bytes. */
  base64KeyFile: (bytes: number) =>
    setting(`the path of a file that holds ${bytes} bytes in base64`, (path) => keyIn(path, bytes)),
};

/** What every service has; spread into its `z.object({ ...commonSettings, … })`. */
export const commonSettings = {
  HOST: settings.text('127.0.0.1'),
  /** Of HEALTH_PORT; not set: HOST. */
  HEALTH_HOST: settings.text().optional(),
  HEALTH_PORT: settings.port(),
  /** 0: for ever. */
  BOOT_PATIENCE_SECONDS: settings.nonNegativeInt(60),
  ALLOW_PLAINTEXT: settings.word(['true', 'false'], 'false'),
  LOG_LEVEL: settings.word(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'info'),
  KAFKA_TOPIC_PREFIX: settings.text(''),
  KAFKA_TOPICS: settings.word(['create', 'check'], 'create'),
  KAFKA_PARTITIONS: settings.positiveInt(3),
  KAFKA_REPLICATION_FACTOR: settings.positiveInt().optional(),
  KAFKA_MIN_INSYNC_REPLICAS: settings.positiveInt().optional(),
};

/** Of a program that only makes topics. */
export const topicsSettings = z.object(commonSettings).pick({
  LOG_LEVEL: true,
  KAFKA_TOPIC_PREFIX: true,
  KAFKA_PARTITIONS: true,
  KAFKA_REPLICATION_FACTOR: true,
  KAFKA_MIN_INSYNC_REPLICAS: true,
});
