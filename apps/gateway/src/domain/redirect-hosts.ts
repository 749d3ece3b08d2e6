/** `merchant.example`, `merchant.example:8443`, `[::1]:8080` or `*.merchant.example`. */
const hostForm = /^(\*\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::([1-9]\d{0,4}))?$/;
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
const defaultPorts = { 'http:': '80', 'https:': '443' } as const;

interface Host {
  readonly isWildcard: boolean;
  readonly name: string;
  /** Absent: the default port of the scheme. */
  readonly port: string | undefined;
}

function hostOf(text: string): Host | undefined {
  const [, star, name, port] = hostForm.exec(text.toLowerCase()) ?? [];
  return name === undefined ? undefined : { isWildcard: star !== undefined, name, port };
}

/** May this stand in a list of hosts? A name is written as a browser shows it: an IDN in Punycode, an address shortened. */
export function isRedirectHost(text: string): boolean {
  const host = hostOf(text);
  if (!host || (host.isWildcard && !host.name.includes('.'))) return false;
  const url = `https://${host.name}:${host.port ?? '443'}`;
  return URL.canParse(url) && new URL(url).hostname === host.name;
}

/**
 * The hosts that a user may be sent to with a code: exact ones, with a port if it is not the scheme's own, and `*.` for
 * every name below one. Only https, or http to a loopback address (RFC 8252 §7.3).
 */
export class RedirectHosts {
  private readonly hosts: readonly Host[];

  /** Throws if one is not `isRedirectHost`. */
  constructor(hosts: readonly string[]) {
    this.hosts = hosts.map((text) => {
      const host = isRedirectHost(text) ? hostOf(text) : undefined;
      if (!host) throw new Error(`not a host: ${text}`);
      return host;
    });
  }

  /** Refuses also what two URL parsers could read differently: the plain reading and the browser's must agree. */
  allows(text: string): boolean {
    const target = hostOf(/^https?:\/\/([^/?#]*)/i.exec(text)?.[1] ?? '');
    if (!target || target.isWildcard || !URL.canParse(text)) return false;
    const { protocol, hostname } = new URL(text);
    if (hostname !== target.name || (protocol === 'http:' && !loopback.has(hostname))) return false;
    const defaultPort = defaultPorts[protocol as keyof typeof defaultPorts];
    const port = target.port ?? defaultPort;
    return this.hosts.some((host) => covers(host, hostname) && (host.port ?? defaultPort) === port);
  }
}

const covers = ({ isWildcard, name }: Host, hostname: string): boolean =>
  isWildcard ? hostname.endsWith(`.${name}`) : hostname === name;
