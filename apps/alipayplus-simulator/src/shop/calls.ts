import type { ApiName } from '@wallet/alipayplus';
import type { BookedGateway } from '../alipayplus/booked-gateway';
import { newRequestId } from '../alipayplus/easy-pay-requests';
import { resultOf, type Exchange, type JsonObject } from '../wire/exchange';
import type { KnownIds } from '../wire/known-ids';
import { readable } from '../wire/secrets';
import { resultPage, unknownPage } from './pages';

/** HTML, or where the browser is sent. */
export type Shown = string | { readonly redirect: string };

/** A call of the shop, and what its answers lead to. */
export interface ShopCall {
  readonly api: ApiName;
  readonly body: JsonObject;
  /** What the page names. */
  readonly ids: KnownIds;
  /** What it is about on the wire. */
  readonly about: readonly string[];
  /** By result code; undefined: the answer lacks something. Any other F is a refusal, and the rest is unknown. */
  readonly leadsTo: Readonly<Record<string, (answer: JsonObject) => Shown | undefined | Promise<Shown>>>;
}

/** Makes the calls of the shop. One whose outcome is unknown is kept, to be made again as it was. */
export class ShopCalls {
  private readonly unknown = new Map<string, ShopCall>();

  constructor(private readonly gateway: Pick<BookedGateway, 'call'>) {}

  async make(call: ShopCall): Promise<Shown> {
    const exchange = await this.gateway.call(call.api, call.body);
    const { answer, signature } = exchange;
    const result = signature === 'valid' ? resultOf(answer) : undefined;
    const next = answer && result && (await call.leadsTo[result.resultCode]?.(answer));
    if (next !== undefined) return next;
    const { ids, about } = call;
    if (result?.resultStatus === 'F') return resultPage('The wallet refuses', described(exchange), { ids, about });
    const id = newRequestId();
    this.unknown.set(id, call);
    return unknownPage(described(exchange), { ids, about, action: `/shop/calls/${id}` });
  }

  /** Undefined: there is no such call. */
  again(id: string): Promise<Shown> | undefined {
    const call = this.unknown.get(id);
    return call && this.make(call);
  }
}

const described = ({ api, answer, signature, error }: Exchange): string => readable({ api, answer, signature, error });
