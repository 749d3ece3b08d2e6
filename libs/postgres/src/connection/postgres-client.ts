import { readTlsFiles } from '@wallet/service';
import { Client, type ClientConfig } from 'pg';
import type { PostgresAddress } from './postgres-address';

/** Not connected yet. */
export const newClient = (address: PostgresAddress, options: ClientConfig): Client =>
  new (clientClassOf(address))({ ...options, connectionString: address.url });

/**
 * What pg's pool makes one of for each connection, which so has what the files hold at that moment. A file that cannot be
 * read fails `connect`: the pool does not expect anything else to.
 */
export function clientClassOf(address: PostgresAddress): typeof Client {
  if (!address.tls && !address.password) return Client;
  return class extends Client {
    readonly #fault: Error | undefined;

    constructor(given?: string | ClientConfig) {
      const config = typeof given === 'string' ? { connectionString: given } : (given ?? {});
      const { credentials, fault } = read(address, config);
      super({ ...config, ...credentials });
      this.#fault = fault;
    }

    override connect(): Promise<Client>;
    override connect(callback: Connected): void;
    override connect(callback?: Connected): Promise<Client> | void {
      const fault = this.#fault;
      if (!callback) return fault ? Promise.reject(fault) : super.connect();
      if (fault) process.nextTick(callback, fault);
      else super.connect(callback);
    }
  };
}

type Connected = ((error: Error) => void) | ((error: null, client: Client) => void);

interface Read {
  readonly credentials?: ClientConfig;
  readonly fault?: Error;
}

/** To pg a password in the text of the address wins over any other, also an empty one. */
function read({ tls, password }: PostgresAddress, { connectionString = '' }: ClientConfig): Read {
  try {
    const url = new URL(connectionString);
    if (password) url.searchParams.set('password', password.read());
    return { credentials: { connectionString: url.href, ...(tls && { ssl: readTlsFiles(tls) }) } };
  } catch (error) {
    return { fault: error as Error };
  }
}
