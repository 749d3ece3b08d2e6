import { headerFaults, parseStrictJson, verifyMessage, type FindKey } from '@wallet/alipayplus';
import type { JsonObject } from '../alipayplus/exchange';

/** What came from the wallet, and where it belongs. */
export interface SignedMessage {
  readonly uri: string;
  readonly clientId: string;
  readonly time: 'request-time' | 'response-time';
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawBody: Buffer;
}

export interface ReadMessage {
  readonly signature: 'valid' | 'invalid';
  /** Undefined when it is no JSON object that all parsers read alike. */
  readonly json: JsonObject | undefined;
  readonly faults: readonly string[];
}

/** Headers, signature and JSON of a message, as strictly as Alipay+ may read them. */
export function readMessage(message: SignedMessage, findKey: FindKey): ReadMessage {
  const { time, clientId, headers, rawBody } = message;
  const signature = signatureFault(message, findKey);
  const json = parseStrictJson(rawBody, { mustBeExact: false });
  return {
    signature: signature === undefined ? 'valid' : 'invalid',
    json: json.ok ? (JSON.parse(rawBody.toString('utf8')) as JsonObject) : undefined,
    faults: [
      ...headerFaults(headers, { time, clientId, now: new Date() }),
      ...(signature === undefined ? [] : [`signature: ${signature}`]),
      ...(json.ok ? [] : [`body: ${json.reason}`]),
    ],
  };
}

/** Is it signed for this very path and client, by the key of the version that it names? */
function signatureFault(message: SignedMessage, findKey: FindKey): string | undefined {
  const { uri, clientId, headers, rawBody } = message;
  const { 'client-id': named, [message.time]: time, signature } = headers;
  if (named !== clientId || typeof time !== 'string' || typeof signature !== 'string') return 'is not of this call';
  const verified = verifyMessage({ method: 'POST', uri, clientId, time, rawBody }, signature, findKey);
  return verified.ok ? undefined : verified.reason;
}
