import { once } from 'node:events';
import { connect } from 'node:net';
import type { IdentifiedCustomer } from '@wallet/contracts';
import { Breaker } from '@wallet/kernel';
import { DependencyFault, metrics, type Lifecycle, type LiveText, type Logger } from '@wallet/service';
import { Agent, request } from 'undici';
import type { CustomerDirectory } from '../../application/ports/customer-directory';
import type { CustomerKey } from '../../domain/customer';
import { readCustomers } from './read-customers';

export interface HttpDirectoryOptions {
  /** `/customers/lookup` is put behind it. */
  readonly url: string;
  /** Sent as a bearer token; read for each batch. */
  readonly token: LiveText;
  /** From the first byte that we send to the last one that we read. */
  readonly timeoutMs: number;
  readonly logger: Logger;
}

const maxAnswerBytes = 1024 * 1024;
const breakerRules = { inARow: 5, probeMs: 2_000 };

const lookups = metrics.counter('auth_directory_lookups_total', 'Batches asked of the directory over HTTP', [
  'outcome',
]);

/** The wallet's own directory behind docs/customer-directory.openapi.yaml. Anything but a good answer is a DependencyFault. */
export class HttpCustomerDirectory implements CustomerDirectory, Lifecycle {
  readonly name = 'customer directory';
  private readonly agent: Agent;
  private readonly breaker: Breaker;
  private readonly address: string;

  constructor(private readonly options: HttpDirectoryOptions) {
    const { url, timeoutMs: timeout, logger } = options;
    this.address = `${url.replace(/\/+$/, '')}/customers/lookup`;
    this.agent = new Agent({ connections: 8, connect: { timeout }, maxResponseSize: maxAnswerBytes });
    this.breaker = new Breaker(
      breakerRules,
      () => performance.now(),
      (isOpen) => {
        if (isOpen) logger.warn('the customer directory does not work: it is asked no more for a while');
        else logger.info('the customer directory works again');
      },
    );
  }

  /** It is asked when there is something to ask: auth starts without it. */
  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return this.agent.close();
  }

  /** Of what is known without a lookup: it takes connections, and the last lookups were not all in vain. */
  async ready(): Promise<boolean> {
    return !this.breaker.isOpen && (await takesConnections(this.address, this.options.timeoutMs));
  }

  async find(keys: readonly CustomerKey[]): Promise<(IdentifiedCustomer | null)[]> {
    if (keys.length === 0) return [];
    try {
      const customers = readCustomers(await this.guarded(keys), keys);
      lookups.inc({ outcome: 'answered' });
      return customers;
    } catch (error) {
      lookups.inc({ outcome: 'failed' });
      throw new DependencyFault('customer directory', error);
    }
  }

  private async guarded(keys: readonly CustomerKey[]): Promise<string> {
    if (this.breaker.places === 0) throw new Error('not asked, its circuit breaker is open');
    const call = this.breaker.begin();
    try {
      const text = await this.ask(keys);
      call.end('GOOD');
      return text;
    } catch (error) {
      call.end('BAD');
      throw error;
    }
  }

  private async ask(keys: readonly CustomerKey[]): Promise<string> {
    const { statusCode, body } = await request(this.address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.options.token.read()}` },
      body: JSON.stringify({ keys }),
      signal: AbortSignal.timeout(this.options.timeoutMs),
      dispatcher: this.agent,
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`HTTP ${statusCode}`);
    return text;
  }
}

async function takesConnections(address: string, timeoutMs: number): Promise<boolean> {
  const { hostname, port, protocol } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(timeoutMs) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
