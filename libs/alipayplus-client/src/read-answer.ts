import { parseHeaderTime, parseStrictJson, verifyMessage, type FindKey, type JsonObject } from '@wallet/alipayplus';

/** What came back of a call. `none`: nothing that can be trusted, whatever it was; it says nothing about what was done. */
export type CallOutcome =
  | { readonly kind: 'answer'; readonly json: JsonObject; readonly httpStatus: 200 }
  | {
      readonly kind: 'none';
      /** Fit for a log: holds nothing of the answer. */
      readonly reason: string;
      /** Undefined when there was no answer. */
      readonly httpStatus: number | undefined;
    };

export interface HttpAnswer {
  readonly httpStatus: number;
  /** As undici gives them: names in lower case, a name that came twice has an array. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawBody: Buffer;
}

/** An answer that was made longer ago was made for another request; the same as the window of `Request-Time`. */
const windowMs = 300_000;

/** The answer's JSON if it is really Alipay+'s own and of now: status 200, our client id, its time, a good signature. */
export function readAnswer(
  { httpStatus, headers, rawBody }: HttpAnswer,
  request: { readonly uri: string; readonly clientId: string; readonly now: Date },
  findKey: FindKey,
): CallOutcome {
  const none = (reason: string): CallOutcome => ({ kind: 'none', reason, httpStatus });
  if (httpStatus !== 200) return none(`HTTP ${httpStatus}`);
  const { 'client-id': clientId, 'response-time': time, signature } = headers;
  if (clientId !== request.clientId) return none('another Client-Id');
  if (typeof time !== 'string') return none('no Response-Time');
  if (!isOfNow(time, request.now)) return none('a Response-Time that is not now');
  if (Array.isArray(signature)) return none('two signatures');
  const message = { method: 'POST', uri: request.uri, clientId, time, rawBody };
  const verified = verifyMessage(message, signature, findKey);
  if (!verified.ok) return none(verified.reason);
  const json = parseStrictJson(rawBody, { mustBeExact: false });
  return json.ok ? { kind: 'answer', json: json.value, httpStatus } : none(`${json.field}: ${json.reason}`);
}

function isOfNow(rawTime: string, now: Date): boolean {
  const at = parseHeaderTime(rawTime);
  return at !== undefined && Math.abs(at.getTime() - now.getTime()) <= windowMs;
}
