import { signMessage } from '@wallet/alipayplus';
import type { Keys } from '../keys/keys';
import type { CallManner, JsonObject } from '../wire/exchange';
import { headersIn, timeIn, type HeaderForm } from '../wire/header-forms';

export interface CallSigner {
  readonly clientId: string;
  readonly keys: Pick<Keys, 'signingKey'>;
}

export interface SignedCall {
  readonly keyVersion: string;
  readonly headerForm: HeaderForm;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawBody: Buffer;
}

/** Throws ConfigError when there is no such key. */
export async function signCall(
  { clientId, keys }: CallSigner,
  { uri, body, at }: { readonly uri: string; readonly body: JsonObject; readonly at: Date },
  manner: CallManner & { readonly headerForm: HeaderForm },
): Promise<SignedCall> {
  const { headerForm } = manner;
  const rawBody = Buffer.from(JSON.stringify(body));
  const key = keys.signingKey(manner.keyVersion);
  const time = manner.requestTime ?? timeIn(headerForm, at);
  const signature = naming(await signMessage({ method: 'POST', uri, clientId, time, rawBody }, key), manner);
  const headers = headersIn(headerForm, { clientId, time, signature });
  return { keyVersion: key.keyVersion, headerForm, headers, rawBody };
}

/** The `Signature` header, perhaps with another key version than that of the key, or with none. */
function naming(header: string, { namedVersion }: CallManner): string {
  if (namedVersion === undefined) return header;
  return header.replace(/keyVersion=\d+,/, namedVersion === null ? '' : `keyVersion=${namedVersion},`);
}
