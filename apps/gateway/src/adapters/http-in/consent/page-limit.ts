import type { IncomingMessage, ServerResponse } from 'node:http';
import { metrics } from '@wallet/service';
import { noticePage, type NoticeName } from './notice-pages';
import { documentOf } from './page';
import { pageHeaders } from './page-headers';
import { CallsPerSecond } from '../strangers/calls-per-second';
import { refuse, type Refusal } from '../strangers/refusal';

const limited = metrics.counter(
  'gateway_limited_pages_total',
  'Requests of browsers that were too many and were refused unseen, of one address or of all together',
  ['of'],
);
/** One name for all addresses together. */
const everybody = '0.0.0.0';

export interface PageSettings {
  readonly CONSENT_REQUESTS_PER_SECOND: number;
  readonly CONSENT_TOTAL_PER_SECOND: number;
  readonly WALLET_NAME: string;
}

/**
 * Bounds what one address and all together may ask of the pages. A refusal costs nothing but itself: its page is made once,
 * nothing is logged.
 */
export class PageLimit {
  private readonly ofAddress: CallsPerSecond;
  private readonly ofAll: CallsPerSecond;
  private readonly refusals: Readonly<Record<'address' | 'all', Refusal>>;

  constructor(settings: PageSettings) {
    this.ofAddress = new CallsPerSecond(settings.CONSENT_REQUESTS_PER_SECOND);
    this.ofAll = new CallsPerSecond(settings.CONSENT_TOTAL_PER_SECOND);
    const { WALLET_NAME: walletName } = settings;
    this.refusals = { address: refusalOf('too-fast', walletName), all: refusalOf('overload', walletName) };
  }

  /** Whether it has refused. */
  refuses(request: IncomingMessage, response: ServerResponse, from: { address: string; at: number }): boolean {
    const of = this.exceeded(from);
    if (!of) return false;
    limited.inc({ of });
    refuse(request, response, this.refusals[of]);
    return true;
  }

  private exceeded({ address, at }: { address: string; at: number }): 'address' | 'all' | undefined {
    if (!this.ofAddress.admit(address, at)) return 'address';
    return this.ofAll.admit(everybody, at) ? undefined : 'all';
  }
}

function refusalOf(name: NoticeName, walletName: string): Refusal {
  const page = noticePage(name);
  const body = Buffer.from(documentOf(page, walletName).text);
  const headers = { ...pageHeaders(page), 'retry-after': '1', 'content-length': String(body.length) };
  return { status: page.status, headers, body };
}
