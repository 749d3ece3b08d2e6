import { errorCode, errorMessage, isError } from './errors';

interface ConnectionTo {
  /** The setting that has the address. */
  readonly setting: string;
  /** A URL, or `host:port` parted by commas. */
  readonly address: string;
  /** The settings that say who we are, where that is not in the address. */
  readonly credentials?: string;
}

interface Target {
  readonly setting: string;
  readonly credentials: string;
  readonly host: string;
  readonly place: string;
  readonly database: string;
}

type Words = (target: Target) => string;

/** By codes of Node and SQLSTATEs, and by what Postgres, Redis and the clients of all three say. The first that is met counts. */
const causes: readonly (readonly [RegExp, Words])[] = [
  [
    /\bERR_TLS_CERT_ALTNAME_INVALID\b|does not match certificate/,
    ({ place, setting }) => `${place} has a certificate for another name: correct ${setting}, or have it issued anew`,
  ],
  [
    /\balert\b.*\b(certificate|unknown ca)\b/i,
    ({ place }) => `${place} wants a certificate of ours, or does not trust the one that we have`,
  ],
  [
    /\bCERT_|\bSELF_SIGNED_|certificate/i,
    ({ place }) => `the certificate of ${place} is not of an authority that we trust, or has expired`,
  ],
  [/\bClosed connection$/, ({ place }) => `${place} closes the connection: does it want TLS?`],
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
    ({ place, setting }) =>
      `${place} does not answer: is it the right address, and is no firewall between? Else correct ${setting}`,
  ],
];

function targetOf({ setting, address, credentials = setting }: ConnectionTo): Target {
  const url = address.includes('://') && URL.canParse(address) ? new URL(address) : undefined;
  const place = url ? url.host || 'its socket' : address;
  const database = decodeURIComponent(url?.pathname.slice(1) ?? '');
  return { setting, credentials, place, database, host: url?.hostname ?? address };
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
