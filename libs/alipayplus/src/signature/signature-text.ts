const escape = /%(?:2[BbFf]|3[Dd])/g;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Standard base64 with padding, percent-encoded (RFC 3986 §2.1), so that a reader that splits at `=` finds one. */
export function encodeSignature(signature: Buffer): string {
  return encodeURIComponent(signature.toString('base64'));
}

/**
 * Reads standard base64, percent-encoded or bare, and only in its canonical form: what decodes must encode to the same
 * text again (RFC 4648 §3.5). `+` stays `+`. Undefined when refused.
 */
export function decodeSignature(text: string): Buffer | undefined {
  const bare = text.replace(escape, decodeURIComponent);
  if (!base64.test(bare)) return undefined;
  const signature = Buffer.from(bare, 'base64');
  return signature.toString('base64') === bare ? signature : undefined;
}
