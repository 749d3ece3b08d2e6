import { codePrefixes, entryPath } from '../scan/code-values';

/** Rules for the codes of our merchants and of others abroad: made up, of each method, action and condition of the real ones. */

type Action = Readonly<Record<string, string>>;
type Conditions = Readonly<Record<string, string>>;

const decode: Action = { postCodeMatchActionType: 'DECODE' };
const open: Action = {
  postCodeMatchActionType: 'OPEN_URL',
  urlConstructionMethod: 'USE_DIRECTLY',
  userAgent: 'AlipayConnect',
};
const extract: Action = {
  postCodeMatchActionType: 'OPEN_URL',
  urlConstructionMethod: 'EXTRACT_URL_FROM_EMVCODE',
  emvUrlTag: 'merchantTag.03',
};
const construct: Action = {
  postCodeMatchActionType: 'OPEN_URL',
  urlConstructionMethod: 'CONSTRUCT_DYNAMIC_URL',
  dynamicUrlExpression: 'https://entry.example/page?codeValue=${codeValue}&issuer=${issuer}',
  userAgent: 'AlipayConnect',
};

const prefix = (text: string) => ({ matchMethod: 'PREFIX', prefix: text });
const template = (...rules: readonly (readonly [tag: string, value: string])[]) => ({
  matchMethod: 'EMVCO',
  emvMatchRules: rules.map(([extendedMerchantTag, extendedMerchantValue]) => ({
    primitiveMerchant: false,
    extendedMerchantTag,
    extendedMerchantValue,
  })),
});

/** `extendInfo` is JSON in JSON in JSON, as the real ones come. */
function rule(pattern: object, action: Action, priority?: number, conditions: Conditions = {}): object {
  const matchPattern = JSON.stringify({ ...pattern, ...conditions });
  const dynamicUrlParams = JSON.stringify({ issuer: 'simulator' });
  const matchResult = JSON.stringify({ routerType: 'AC', ...(action === construct && { dynamicUrlParams }) });
  return {
    codeMatchPattern: { ...pattern, ...(priority !== undefined && { priority }) },
    postCodeMatchAction: action,
    extendInfo: JSON.stringify({ matchPattern, matchResult }),
  };
}

const withAmount: Conditions = { transactionAmount: 'N<NOT_NULL>' };
const withoutAmount: Conditions = { transactionAmount: 'N<NULL>' };
const duitNow = template(['00', 'A0000006150001'], ['01', 'R<564169|890061|890053>']);

export const ownRules: readonly object[] = [
  ...Object.values(codePrefixes).map((text) => rule(prefix(text), decode)),
  rule({ matchMethod: 'REGEX', regex: `^https?://[^/?#]+${entryPath}[a-z-]+$` }, open),
  rule(prefix('https://qr.alipayplus.com/28166613'), decode),
  rule(prefix('CN_ORDER_'), decode, 10_000),
  rule(prefix('https://qr.alipay.com/oc'), open, 10_000),
  rule(prefix('http://static.example/shop'), open, 10_000),
  rule(template(['00', 'com.alipay']), decode),
  rule(template(['00', 'SG.ALIPAY.PLUS']), open, 8_000, { countryCode: 'SG' }),
  rule(template(['00', 'A900000000000000'], ['02', 'CsB'], ['03', 'S<281>']), decode, 10_000),
  rule(template(['00', 'A900000000000000'], ['02', 'CsB'], ['03', 'S<http>']), extract, 10_000),
  rule(duitNow, decode, 10_000, withAmount),
  rule(duitNow, construct, 10_000, withoutAmount),
  rule(template(['00', 'R<^.*@sbpl$|^.*@upay$>']), decode, 9_000, { countryCode: 'KH', ...withAmount }),
  rule(template(['00', 'R<^.*@sbpl$|^.*@upay$>']), construct, 9_000, { countryCode: 'KH', ...withoutAmount }),
  rule(
    { matchMethod: 'EMVCO', emvMatchRules: [{ primitiveMerchant: true, primitiveMerchantTag: '15' }] },
    decode,
    12_000,
    { countryCode: 'NP', ...withAmount },
  ),
  rule({ matchMethod: 'REGEX', regex: '^(?:wxp://|https?://weixin\\.example/)' }, construct, 4_000),
];
