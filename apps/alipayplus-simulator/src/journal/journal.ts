import type { Exchange, JsonObject } from '../wire/exchange';

/** One call on the wire and its answer. */
export interface WireCall {
  /** ISO 8601: when it went out or came in. */
  readonly at: string;
  readonly by: 'Alipay+' | 'wallet';
  readonly api: string;
  readonly request: JsonObject;
  readonly answer?: JsonObject | undefined;
  /** What else is to be said of it: signatures, time, why there is no answer. */
  readonly remarks: readonly string[];
}

const maxIds = 2_000;
const maxCallsOfAnId = 200;

const idFields = ['paymentRequestId', 'referenceRequestId', 'referenceAgreementId', 'codeValue'];
const wordFields = ['authCode', 'refreshToken', 'accessToken'];

const textsOf = (body: unknown, fields: readonly string[]): string[] =>
  fields.map((field) => (body as JsonObject | undefined)?.[field]).filter((value) => typeof value === 'string');

/**
 * What went over the wire about each payment, agreement and scanned code, the newest 2,000 of them, whole. A call about none is
 * under its API.
 */
export class Journal {
  private readonly byId = new Map<string, WireCall[]>();

  /** `agreementOf` says which agreement a code or token is of. */
  constructor(private readonly agreementOf: (word: string) => string | undefined) {}

  exchange({ api, request, answer, startedAt, signature, durationMs, error }: Exchange): void {
    const remarks = [`signature ${signature}`, `${durationMs} ms`, ...(error === undefined ? [] : [error])];
    this.add({ at: startedAt, by: 'Alipay+', api, request, answer, remarks });
  }

  add(call: WireCall): void {
    const ids = this.idsOf(call);
    if (ids.size === 0) ids.add(call.api);
    for (const id of ids) {
      const calls = this.byId.get(id) ?? [];
      this.byId.delete(id);
      this.byId.set(id, [...calls, call].slice(-maxCallsOfAnId));
    }
    for (const oldest of this.byId.keys()) if (this.byId.size > maxIds) this.byId.delete(oldest);
  }

  /** About any of these, the oldest first. */
  about(ids: readonly string[]): WireCall[] {
    const calls = new Set(ids.flatMap((id) => this.byId.get(id) ?? []));
    return [...calls].sort((left, right) => left.at.localeCompare(right.at));
  }

  /** The payments, agreements and scanned codes that were spoken of last. */
  newest(count: number): string[] {
    return [...this.byId.keys()].slice(-count).reverse();
  }

  /** A scanned code is told its payment by the answer. */
  private idsOf({ request: body, answer }: WireCall): Set<string> {
    const words = [...textsOf(body, wordFields), ...textsOf(body.paymentMethod, ['paymentMethodId'])];
    const ofWords = words.map((word) => this.agreementOf(word)).filter((id) => id !== undefined);
    const named = [...textsOf(body, idFields), ...textsOf(body.authorizationInfo, idFields)];
    return new Set([...named, ...ofWords, ...textsOf(answer, ['paymentRequestId'])]);
  }
}
