import type { IdentifiedCustomer } from '@wallet/contracts';
import { DependencyFault, metrics, type Logger } from '@wallet/service';
import { circuitBreaker, ConsecutiveBreaker, handleAll, type CircuitBreakerPolicy } from 'cockatiel';
import { Agent, request } from 'undici';
import type { CustomerDirectory } from '../../application/ports/customer-directory';
import type { CustomerKey } from '../../domain/customer';
import { readCustomers } from './read-customers';

export interface HttpDirectoryOptions {
  /** `/customers/lookup` is put behind it. */
  readonly url: string;
  /** Sent as a bearer token. */
  readonly token: string;
  /** From the first byte that we send to the last one that we read. */
  readonly timeoutMs: number;
  readonly logger: Logger;
}

const maxAnswerBytes = 1024 * 1024;
/** So many calls in a row fail: nothing is asked for a while, then one call tries. */
const failuresInARow = 5;
const pauseMs = 2_000;

const lookups = metrics.counter('auth_directory_lookups_total', 'Batches asked of the directory over HTTP', [
  'outcome',
]);

/** The wallet's own directory behind docs/customer-directory.openapi.yaml. Anything but a good answer is a DependencyFault. */
export class HttpCustomerDirectory implements CustomerDirectory {
  private readonly agent: Agent;
  private readonly breaker: CircuitBreakerPolicy;
  private readonly address: string;

  constructor(private readonly options: HttpDirectoryOptions) {
    const { url, timeoutMs: timeout, logger } = options;
    this.address = `${url.replace(/\/+$/, '')}/customers/lookup`;
    this.agent = new Agent({ connections: 8, connect: { timeout }, maxResponseSize: maxAnswerBytes });
    this.breaker = circuitBreaker(handleAll, {
      breaker: new ConsecutiveBreaker(failuresInARow),
      halfOpenAfter: pauseMs,
    });
    this.breaker.onBreak(() => logger.warn('the customer directory does not work: it is asked no more for a while'));
    this.breaker.onReset(() => logger.info('the customer directory works again'));
  }

  async find(keys: readonly CustomerKey[]): Promise<(IdentifiedCustomer | null)[]> {
    if (keys.length === 0) return [];
    try {
      const customers = readCustomers(await this.breaker.execute(() => this.ask(keys)), keys);
      lookups.inc({ outcome: 'answered' });
      return customers;
    } catch (error) {
      lookups.inc({ outcome: 'failed' });
      throw new DependencyFault('customer directory', error);
    }
  }

  private async ask(keys: readonly CustomerKey[]): Promise<string> {
    const { statusCode, body } = await request(this.address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.options.token}` },
      body: JSON.stringify({ keys }),
      signal: AbortSignal.timeout(this.options.timeoutMs),
      dispatcher: this.agent,
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`HTTP ${statusCode}`);
    return text;
  }
}
