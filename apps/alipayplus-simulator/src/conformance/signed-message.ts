import {
  headerFaults,
  parseSignatureHeader,
  parseStrictJson,
  verifyMessage,
  type FindKey,
  type Verified,
} from '@wallet/alipayplus';
import type { JsonObject } from '../wire/exchange';

/** What came from the wallet, and where it belongs. */
export interface SignedMessage {
  readonly uri: string;
  readonly clientId: string;
  readonly time: 'request-time' | 'response-time';
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawBody: Buffer;
}

export type UnprovenCode = Exclude<Verified, { readonly ok: true }>['code'];

/** Whose message it is, as far as it proves it. */
export interface Proof {
  readonly signature: 'valid' | 'invalid';
  /** Why a call with it is refused; absent: it is not. */
  readonly unproven?: UnprovenCode;
  /** Of the wallet's key, as the message names it. */
  readonly walletKeyVersion?: string;
}

export interface ReadMessage {
  readonly proof: Proof;
  /** Undefined when it is no JSON object that all parsers read alike. */
  readonly json: JsonObject | undefined;
  readonly faults: readonly string[];
}

/** Headers, signature and JSON of a message, as strictly as Alipay+ may read them. */
export function readMessage(message: SignedMessage, findKey: FindKey): ReadMessage {
  const { time, clientId, headers, rawBody } = message;
  const verified = verify(message, findKey);
  const json = parseStrictJson(rawBody, { mustBeExact: false });
  return {
    proof: {
      ...(verified.ok ? { signature: 'valid' } : { signature: 'invalid', unproven: verified.code }),
      ...namedVersion(headers.signature),
    },
    json: json.ok ? (JSON.parse(rawBody.toString('utf8')) as JsonObject) : undefined,
    faults: [
      ...headerFaults(headers, { time, clientId, now: new Date() }),
      ...(verified.ok ? [] : [`signature: ${verified.reason}`]),
      ...(json.ok ? [] : [`body: ${json.reason}`]),
    ],
  };
}

/** Is it signed for this very path and client, by the key of the version that it names? */
function verify(message: SignedMessage, findKey: FindKey) {
  const { uri, clientId, headers, rawBody } = message;
  const { 'client-id': named, [message.time]: time, signature } = headers;
  if (named !== clientId || typeof time !== 'string' || typeof signature !== 'string')
    return { ok: false, code: 'INVALID_SIGNATURE', reason: 'is not of this call' } as const;
  return verifyMessage({ method: 'POST', uri, clientId, time, rawBody }, signature, findKey);
}

function namedVersion(header: string | string[] | undefined): Pick<Proof, 'walletKeyVersion'> {
  const parsed = parseSignatureHeader(typeof header === 'string' ? header : undefined);
  const walletKeyVersion = parsed.ok ? parsed.value.keyVersion : undefined;
  return walletKeyVersion === undefined ? {} : { walletKeyVersion };
}
