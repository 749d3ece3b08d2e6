import {
  settings,
  tlsFileSettings,
  tlsFilesOf,
  wrongPlaintext,
  wrongTls,
  type LiveFile,
  type TlsFiles,
} from '@wallet/service';
import { z } from 'zod';

/** Where Postgres is, and how we prove who we are. */
export interface PostgresAddress {
  /** With `tls` it says nothing of TLS itself. */
  readonly url: string;
  /** Undefined: in the clear. */
  readonly tls?: TlsFiles | undefined;
  /** Instead of one in the URL; read for each connection. */
  readonly password?: LiveFile | undefined;
}

/** A URL alone is an address without files. */
export const addressOf = (to: string | PostgresAddress): PostgresAddress => (typeof to === 'string' ? { url: to } : to);

const variables = z.object({
  DATABASE_URL: settings.urlOf('postgres', 'postgresql'),
  ...tlsFileSettings('DATABASE'),
  DATABASE_PASSWORD_FILE: settings.liveFile().optional(),
});

/** The settings of the connections to Postgres, as `database`; `and` it to a service's own. */
export const databaseSettings = variables.transform((config, context) => {
  const url = new URL(config.DATABASE_URL);
  const files = tlsFilesOf('DATABASE', config);
  const isTls = isTlsOf(url, files);
  const wrong = [wrongMode(url), ...(isTls ? [] : [wrongHost(url)]), wrongPassword(url, config.DATABASE_PASSWORD_FILE)];
  wrong.push(wrongTls('DATABASE', files, isTls ? undefined : 'DATABASE_URL must not say sslmode=disable'));
  for (const message of wrong) if (message) context.addIssue({ code: 'custom', message });
  if (isTls) for (const name of ['ssl', 'sslmode']) url.searchParams.delete(name);
  const database: PostgresAddress = {
    url: isTls ? url.href : config.DATABASE_URL,
    tls: isTls ? files : undefined,
    password: config.DATABASE_PASSWORD_FILE,
  };
  return { database };
});

/** pg prefers a host in the query. */
function wrongHost({ hostname, searchParams }: URL): string | undefined {
  const host = searchParams.get('host') ?? hostname;
  const wrong = wrongPlaintext([host], 'give DATABASE_CA_FILE, or say sslmode=verify-full in it');
  return wrong && `DATABASE_URL ${wrong}`;
}

/** All are verify-full to us, as they are to pg. */
const verified = ['require', 'verify-ca', 'verify-full'];

function isTlsOf({ searchParams }: URL, files: TlsFiles): boolean {
  const mode = searchParams.get('sslmode') ?? '';
  if (mode === 'disable') return false;
  const isSaid = verified.includes(mode) || ['true', '1'].includes(searchParams.get('ssl') ?? '');
  return isSaid || Object.values(files).some((file) => file !== undefined);
}

function wrongPassword(url: URL, file: LiveFile | undefined): string | undefined {
  const isInUrl = url.password !== '' || url.searchParams.has('password');
  return file && isInUrl ? 'DATABASE_URL must have no password beside DATABASE_PASSWORD_FILE' : undefined;
}

function wrongMode({ searchParams }: URL): string | undefined {
  const mode = searchParams.get('sslmode') ?? 'verify-full';
  if (![...verified, 'disable'].includes(mode)) return 'DATABASE_URL must say sslmode=verify-full, or disable';
  const elsewhere = ['sslrootcert', 'sslcert', 'sslkey', 'sslnegotiation', 'uselibpqcompat'];
  const given = elsewhere.filter((name) => searchParams.has(name));
  return given.length > 0
    ? `DATABASE_URL must not say ${given.join(', ')}: give DATABASE_CA_FILE, DATABASE_CERT_FILE, DATABASE_KEY_FILE`
    : undefined;
}
