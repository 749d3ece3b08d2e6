/** One request or answer as it is on the wire; see docs/alipayplus.md#signature. */
export interface SignedMessage {
  readonly method: string;
  /** Path, and query if there is one, of the request; an answer is signed with its request's. No scheme, no host. */
  readonly uri: string;
  readonly clientId: string;
  /** The `Request-Time` or `Response-Time` header, verbatim. */
  readonly time: string;
  /** The exact bytes of the body. */
  readonly rawBody: Uint8Array;
}

/** `<method> <uri>\n<clientId>.<time>.<rawBody>` */
export function contentToSign({ method, uri, clientId, time, rawBody }: SignedMessage): Buffer {
  return Buffer.concat([Buffer.from(`${method} ${uri}\n${clientId}.${time}.`), rawBody]);
}
