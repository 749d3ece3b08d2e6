/** Where a notice goes. */
export interface Destination {
  /** Scheme, host and port; null for the agreed address. */
  readonly origin: string | null;
  /** Path and query: what is called and signed. */
  readonly path: string;
}

const entryForm = /^(?:[a-z\d-]+(?:\.[a-z\d-]+)*|\[[\da-f:.]+\])(?::\d{1,5})?$/i;
const loopback = /^(?:127\.|\[::1\])/;

/** A setting that is wrong, by its entry. */
export const isHostEntry = (entry: string): boolean => entryForm.test(entry) && URL.canParse(`https://${entry}`);

/** The hosts that a `paymentNotifyUrl` may name: by https only, unless the entry is a literal loopback address. */
export class NotifyHosts {
  private readonly allowed: ReadonlySet<string>;
  private readonly agreedOrigin: string;

  /** `entries`: `host` or `host:port`, without a port that of the scheme. */
  constructor(entries: readonly string[], agreedUrl: string) {
    this.allowed = new Set(entries.flatMap(originsOf));
    this.agreedOrigin = new URL(agreedUrl).origin;
  }

  /** All of them but the agreed one. */
  get origins(): string[] {
    return [...this.allowed].filter((origin) => origin !== this.agreedOrigin);
  }

  /** Undefined when it is not allowed: then the agreed address is called. */
  find(rawUrl: string | undefined): Destination | undefined {
    if (rawUrl === undefined || !URL.canParse(rawUrl)) return undefined;
    const { origin, username, password, pathname, search } = new URL(rawUrl);
    if (!this.allowed.has(origin) || username || password) return undefined;
    return { origin: origin === this.agreedOrigin ? null : origin, path: pathname + search };
  }
}

function originsOf(entry: string): string[] {
  const { origin, hostname } = new URL(`https://${entry}`);
  return loopback.test(hostname) ? [origin, new URL(`http://${entry}`).origin] : [origin];
}
