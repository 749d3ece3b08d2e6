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

/** What is wrong with the files, in words that follow the name of the settings; undefined when they will do. */
export function wrongTlsFiles(files: TlsFiles): string | undefined {
  if (!files.cert !== !files.key) return 'must name a certificate and its key, both or none';
  try {
    createSecureContext(readTlsFiles(files));
    return undefined;
  } catch (error) {
    return `must be PEM files that belong together: ${errorMessage(error)}`;
  }
}

/** As they are now, for `tls.connect`. Throws as `LiveFile` does. */
export const readTlsFiles = ({ ca, cert, key }: TlsFiles): { ca?: string; cert?: string; key?: string } => ({
  ...(ca && { ca: ca.read() }),
  ...(cert && { cert: cert.read() }),
  ...(key && { key: key.read() }),
});
