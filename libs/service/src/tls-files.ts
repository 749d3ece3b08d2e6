import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { errorMessage } from './errors';
import type { LiveFile } from './live-file';
import { settings } from './settings';

/** PEM files of one side of TLS, each read anew for each connection. */
export interface TlsFiles {
  /** Whom to trust; without it the authorities that Node knows. */
  readonly ca?: LiveFile | undefined;
  /** Our own certificate and its key, for a server that asks for one: both or none. */
  readonly cert?: LiveFile | undefined;
  readonly key?: LiveFile | undefined;
}

type TlsSettingNames<Prefix extends string> = `${Prefix}_${'CA' | 'CERT' | 'KEY'}_FILE`;
const file = settings.liveFile().optional();

/** `<PREFIX>_CA_FILE`, `<PREFIX>_CERT_FILE` and `<PREFIX>_KEY_FILE`; spread into the `z.object` of a kind of connection. */
export const tlsFileSettings = <Prefix extends string>(prefix: Prefix) =>
  ({ [`${prefix}_CA_FILE`]: file, [`${prefix}_CERT_FILE`]: file, [`${prefix}_KEY_FILE`]: file }) as Record<
    TlsSettingNames<Prefix>,
    typeof file
  >;

export const tlsFilesOf = <Prefix extends string>(
  prefix: Prefix,
  config: { readonly [Name in TlsSettingNames<Prefix>]?: LiveFile | undefined },
): TlsFiles => ({
  ca: config[`${prefix}_CA_FILE`],
  cert: config[`${prefix}_CERT_FILE`],
  key: config[`${prefix}_KEY_FILE`],
});

/**
 * What is wrong with the files that the settings of this prefix name, in one line; undefined when they will do. `off`: the
 * connection is in the clear, and what would make it TLS.
 */
export function wrongTls(prefix: string, files: TlsFiles, off?: string): string | undefined {
  const { ca, cert, key } = files;
  const name: Naming = (kind, file) => `${prefix}_${kind}_FILE${file ? ` (${file.path})` : ''}`;
  const isAny = [ca, cert, key].some((file) => file !== undefined);
  if (off !== undefined) return isAny ? `${off} for ${name('CA')}, ${name('CERT')}, ${name('KEY')}` : undefined;
  if (ca && !certificatesIn(ca)) return `${name('CA', ca)} must hold certificates in PEM`;
  if (cert && key)
    return wrongPair(cert, key, name) ?? whyNoContext(files, `${name('CERT', cert)}, ${name('KEY', key)}`);
  return cert || key
    ? `${name('CERT')} and ${name('KEY')} must name a certificate and its key, both or none`
    : undefined;
}

type Naming = (kind: 'CA' | 'CERT' | 'KEY', file?: LiveFile) => string;

function wrongPair(cert: LiveFile, key: LiveFile, name: Naming): string | undefined {
  const own = certificatesIn(cert)?.[0];
  if (!own) return `${name('CERT', cert)} must hold a certificate in PEM`;
  const secret = orUndefined(() => createPrivateKey(key.read()));
  if (!secret) return `${name('KEY', key)} must hold a private key in PEM, without a passphrase`;
  if (own.checkPrivateKey(secret)) return undefined;
  return `${name('KEY', key)} must hold the key of the first certificate in ${name('CERT', cert)}`;
}

/** What OpenSSL does not take though it is well-formed, such as a key that is too short. */
function whyNoContext(files: TlsFiles, names: string): string | undefined {
  try {
    createSecureContext(readTlsFiles(files));
    return undefined;
  } catch (error) {
    return `${names} must be fit for TLS: ${errorMessage(error)}`;
  }
}

/** Undefined when there is none, or one that cannot be read. */
function certificatesIn(file: LiveFile): X509Certificate[] | undefined {
  const blocks = file.read().match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  return blocks ? orUndefined(() => blocks.map((block) => new X509Certificate(block))) : undefined;
}

function orUndefined<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** As they are now, for `tls.connect`. Throws as `LiveFile` does. */
export const readTlsFiles = ({ ca, cert, key }: TlsFiles): { ca?: string; cert?: string; key?: string } => ({
  ...(ca && { ca: ca.read() }),
  ...(cert && { cert: cert.read() }),
  ...(key && { key: key.read() }),
});
