import { tokenPairSchema, type Answer, type Result, type Sealed, type TokenPair } from '@wallet/contracts';

/** `sealedAuthCode` becomes `authCode`, and so on. */
type Opened<Sealing> = Sealing extends unknown
  ? {
      readonly [
        Field in keyof Sealing as Field extends `sealed${infer Name}` ? Uncapitalize<Name> : Field
      ]: Field extends 'sealedTokens' ? TokenPair : Field extends `sealed${string}` ? string : Sealing[Field];
    }
  : never;

/** A result with its secrets in plain. It is written to the caller and nowhere else. */
export type OpenResult = Opened<Result>;

export type OpenAnswer =
  Exclude<Answer, { outcome: 'done' }> | { readonly outcome: 'done'; readonly result: OpenResult };

export function openResult(result: Result, unsealed: (sealed: Sealed) => string): OpenResult {
  if (result.kind === 'prepared') {
    const { sealedAuthCode, ...rest } = result;
    return { ...rest, authCode: unsealed(sealedAuthCode) };
  }
  if (result.kind === 'tokens') {
    const { sealedTokens, ...rest } = result;
    return { ...rest, tokens: tokenPairSchema.parse(JSON.parse(unsealed(sealedTokens))) };
  }
  if (result.kind === 'unbinding') {
    const { sealedAccessToken, ...rest } = result;
    return { ...rest, ...(sealedAccessToken && { accessToken: unsealed(sealedAccessToken) }) };
  }
  if (result.kind === 'consent-page' || result.kind === 'consent-decided') {
    const { sealedAuthCode, ...rest } = result;
    return { ...rest, ...(sealedAuthCode && { authCode: unsealed(sealedAuthCode) }) };
  }
  return result;
}
