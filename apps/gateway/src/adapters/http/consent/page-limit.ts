import { metrics } from '@wallet/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../../config';
import { CallsPerSecond } from '../calls-per-second';
import { isForBrowsers } from './consent-target';
import { noticePage } from './notice-pages';
import { documentOf } from './page';
import { pageHeaders } from './page-headers';

const limited = metrics.counter(
  'gateway_limited_pages_total',
  'Requests of browsers that were too many of one address and were refused unseen',
);

/** Bounds what one address may ask of the pages. A refusal costs nothing but itself: its page is made once, nothing is logged. */
export class PageLimit {
  private readonly calls: CallsPerSecond;
  private readonly page: Buffer;
  private readonly headers: Readonly<Record<string, string>>;

  constructor(settings: Pick<Config, 'CONSENT_REQUESTS_PER_SECOND' | 'WALLET_NAME'>) {
    this.calls = new CallsPerSecond(settings.CONSENT_REQUESTS_PER_SECOND);
    const page = noticePage('too-fast');
    this.page = Buffer.from(documentOf(page, settings.WALLET_NAME).text);
    this.headers = { ...pageHeaders(page), 'retry-after': '1' };
  }

  /** Whether it has refused. */
  refuses({ call: { uri, arrivedAt }, ip }: FastifyRequest, reply: FastifyReply): boolean {
    if (!isForBrowsers(uri) || this.calls.admit(ip, arrivedAt)) return false;
    limited.inc();
    void reply.code(429).headers(this.headers).send(this.page);
    return true;
  }
}
