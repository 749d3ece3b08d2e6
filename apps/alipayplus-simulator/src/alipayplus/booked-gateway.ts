import type { ApiName } from '@wallet/alipayplus';
import type { Books } from '../books/books';
import { subjectOf, type Breaches } from '../conformance/breaches';
import type { Agreements } from '../books/agreements';
import type { Journal } from '../journal/journal';
import type { CallManner, Exchange, JsonObject } from '../wire/exchange';
import type { GatewayClient } from './gateway-client';

/** Where a call is written down. */
export interface Records {
  readonly books: Books;
  readonly agreements: Agreements;
  readonly breaches: Breaches;
  readonly journal: Journal;
}

/** The gateway, with every call and answer booked. */
export class BookedGateway {
  constructor(
    private readonly gateway: Pick<GatewayClient, 'call'>,
    private readonly records: Records,
  ) {}

  /** As `GatewayClient.call`. */
  async call(api: ApiName, body: JsonObject, manner?: CallManner): Promise<Exchange> {
    const { books, agreements, breaches, journal } = this.records;
    books.expect(api, body);
    agreements.expect(api, body);
    const exchange = await this.gateway.call(api, body, manner);
    books.bookExchange(exchange);
    agreements.bookExchange(exchange);
    journal.exchange(exchange);
    breaches.add({ api, subject: subjectOf(body) }, exchange.breaches ?? []);
    return exchange;
  }
}
