import type { ApiName } from '@wallet/alipayplus';
import type { Books } from '../books/books';
import { subjectOf, type Breaches } from '../conformance/breaches';
import type { Agreements } from '../books/agreements';
import type { CallManner, Exchange, JsonObject } from '../wire/exchange';
import type { GatewayClient } from './gateway-client';

/** The gateway, with every call and answer booked. */
export class BookedGateway {
  constructor(
    private readonly gateway: Pick<GatewayClient, 'call'>,
    private readonly books: Books,
    private readonly agreements: Agreements,
    private readonly breaches: Breaches,
  ) {}

  /** As `GatewayClient.call`. */
  async call(api: ApiName, body: JsonObject, manner?: CallManner): Promise<Exchange> {
    this.books.expect(api, body);
    this.agreements.expect(api, body);
    const exchange = await this.gateway.call(api, body, manner);
    this.books.bookExchange(exchange);
    this.agreements.bookExchange(exchange);
    this.breaches.add({ api, subject: subjectOf(body) }, exchange.breaches ?? []);
    return exchange;
  }
}
