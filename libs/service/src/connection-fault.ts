import { errorCode, errorMessage, isError } from './errors';
import type { LiveFile } from './live-file';
import type { TlsFiles } from './tls-files';

interface ConnectionTo {
  /** The setting that has the address. Those of its files begin with the same word. */
  readonly setting: string;
  /** A URL, or `host:port` parted by commas. */
  readonly address: string;
  /** The settings that say who we are, where that is not in the address. */
  readonly credentials?: string;
  readonly tls?: TlsFiles | undefined;
  readonly password?: LiveFile | undefined;
}

interface Target {
  readonly setting: string;
  readonly credentials: string;
  readonly host: string;
  readonly place: string;
  readonly database: string;
  /** The setting of our authorities, with its file; the same of our certificate and its key. */
  readonly ca: string;
  readonly certificate: string;
  readonly isTls: boolean;
}

type Words = (target: Target) => string;

/** By codes of Node and SQLSTATEs, and by what Postgres, Redis and the clients of all three say. The first that is met counts. */
const causes: readonly (readonly [RegExp, Words])[] = [
  [
    /\bERR_TLS_CERT_ALTNAME_INVALID\b|does not match certificate/,
    ({ place, setting }) => `${place} has a certificate for another name: correct ${setting}, or have it issued anew`,
  ],
  [
    /\balert\b.*\b(certificate|unknown ca)\b|valid client certificate|certificate authentication failed/i,
    ({ place, certificate }) =>
      `${place} wants a certificate of ours, or does not trust the one that we have: correct ${certificate}`,
  ],
  [
    /key values mismatch|\bPEM\b|ERR_OSSL_/i,
    ({ ca, certificate }) =>
      `what we hold for TLS does not belong together, or is no PEM: correct ${ca}, ${certificate}`,
  ],
  [
    /\bCERT_HAS_EXPIRED\b|certificate has expired/,
    ({ place }) => `the certificate of ${place} has expired: have it issued anew`,
  ],
  [
    /\bCERT_|\bSELF_SIGNED_|certificate/i,
    ({ place, ca }) => `the certificate of ${place} is not of an authority that we trust: correct ${ca}`,
  ],
  [
    /does not support SSL|WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|wrong version number/i,
    ({ place, setting }) => `${place} speaks no TLS: switch it on there, or correct ${setting}`,
  ],
  [/\b(no encryption|SSL off)\b/, ({ place, ca }) => `${place} wants TLS: give ${ca}`],
  [
    /\bClosed connection$|\bECONNRESET\b|\bEPIPE\b|max retries per request|^ *Connection is closed|terminated unexpectedly/,
    ({ place, isTls, certificate }) =>
      `${place} closes the connection: ${isTls ? `does it speak TLS, and want a certificate of ours (${certificate})?` : 'does it want TLS?'}`,
  ],
  [
    /\bSASL\b.*(mechanism is not supported|does not support)/i,
    ({ place, credentials }) => `${place} does not know this way to prove who we are: correct ${credentials}`,
  ],
  [/\bENOTFOUND\b|\bEAI_AGAIN\b/, ({ host, setting }) => `there is no host ${host}: correct ${setting}`],
  [
    /\bECONNREFUSED\b|\bENOENT\b/,
    ({ place, setting }) => `nothing listens at ${place}: start that server, or correct ${setting}`,
  ],
  [
    /password must be a (non-empty )?string|no password supplied|\bNOAUTH\b/,
    ({ place, setting }) => `${place} wants a password: give it in ${setting}`,
  ],
  [
    /\b28P01\b|\b28000\b|\bWRONGPASS\b|invalid (username|password|credentials)|SASL.*authentication failed/i,
    ({ place, credentials }) => `${place} refuses the user or the password: correct them in ${credentials}`,
  ],
  [
    /\b3D000\b|DB index/i,
    ({ place, database, setting }) => `${place} has no database ${database}: make it, or correct ${setting}`,
  ],
  [
    /\bE(TIMEDOUT|HOSTUNREACH|NETUNREACH)\b|time(d )?out/i,
    ({ place, setting, isTls }) =>
      `${place} does not answer${isTls ? ', or speaks no TLS' : ''}: is it the right address, and is no firewall between? Else correct ${setting}`,
  ],
];

function placeOf(address: string): Pick<Target, 'place' | 'host' | 'database'> {
  if (!address.includes('://') || !URL.canParse(address)) return { place: address, host: address, database: '' };
  const { host, hostname, pathname } = new URL(address);
  return { place: host || 'its socket', host: hostname, database: decodeURIComponent(pathname.slice(1)) };
}

function targetOf({ setting, address, credentials = setting, tls, password }: ConnectionTo): Target {
  const name = (kind: string, file: LiveFile | undefined): string =>
    `${setting.split('_')[0]}_${kind}_FILE${file ? ` (${file.path})` : ''}`;
  const { ca, cert, key }: TlsFiles = tls ?? {};
  return {
    ...placeOf(address),
    setting,
    credentials: password ? `${credentials}, ${name('PASSWORD', password)}` : credentials,
    ca: name('CA', ca),
    certificate: `${name('CERT', cert)}, ${name('KEY', key)}`,
    isTls: tls !== undefined,
  };
}

/** The codes of an error and of all that caused it. */
function codesOf(error: unknown, depth = 5): string {
  if (!isError(error) || depth === 0) return '';
  const several: unknown[] = 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  return [errorCode(error), ...[error.cause, ...several].map((each) => codesOf(each, depth - 1))].join(' ');
}

/**
 * In one line why a server was not reached, or did not let us in, and what to do; with the words of the server or the client.
 * Never the password: of the address it tells host and port.
 */
export function connectionFault(error: unknown, to: ConnectionTo): string {
  const said = errorMessage(error).replaceAll(/\s+/g, ' ');
  const target = targetOf(to);
  const words = causes.find(([sign]) => sign.test(`${codesOf(error)} ${said}`))?.[1];
  return words ? `${words(target)} (${said})` : `${target.place} (${to.setting}): ${said}`;
}
