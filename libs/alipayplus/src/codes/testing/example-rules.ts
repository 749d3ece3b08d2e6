/** A rule set of our own in the form of inquiryCodeRules, with a rule of each method, action and condition. */

type Conditions = Readonly<Record<string, string>>;
type Action = Readonly<Record<string, string>>;
type Template = readonly (readonly [tag: string, value: string])[];

const decode: Action = { postCodeMatchActionType: 'DECODE' };
const open: Action = {
  postCodeMatchActionType: 'OPEN_URL',
  urlConstructionMethod: 'USE_DIRECTLY',
  userAgent: 'AlipayConnect',
};
const construct = (issuer: string): Action => ({
  postCodeMatchActionType: 'OPEN_URL',
  urlConstructionMethod: 'CONSTRUCT_DYNAMIC_URL',
  dynamicUrlExpression: `https://entry.example/page?codeValue=\${codeValue}&issuer=\${issuer}`,
  userAgent: 'AlipayConnect',
  issuer,
});
const extract: Action = {
  postCodeMatchActionType: 'OPEN_URL',
  urlConstructionMethod: 'EXTRACT_URL_FROM_EMVCODE',
  emvUrlTag: 'merchantTag.03',
};

/** JSON in JSON in JSON, as the rules come. */
function extendInfo(pattern: object, { issuer }: Action, conditions: Conditions): string {
  const matchPattern = JSON.stringify({ ...pattern, ...conditions });
  const matchResult = JSON.stringify({
    routerType: 'AC',
    ...(issuer && { dynamicUrlParams: JSON.stringify({ issuer }) }),
  });
  return JSON.stringify({ matchPattern, matchResult });
}

function rule(pattern: object, action: Action, priority?: number, conditions: Conditions = {}): object {
  return {
    codeMatchPattern: { ...pattern, ...(priority !== undefined && { priority }) },
    postCodeMatchAction: action,
    extendInfo: extendInfo(pattern, action, conditions),
  };
}

const prefix = (text: string) => ({ matchMethod: 'PREFIX', prefix: text });
const regex = (text: string) => ({ matchMethod: 'REGEX', regex: text });
const template = (...rules: Template) => ({
  matchMethod: 'EMVCO',
  emvMatchRules: rules.map(([extendedMerchantTag, extendedMerchantValue]) => ({
    primitiveMerchant: false,
    extendedMerchantTag,
    extendedMerchantValue,
  })),
});
const primitive = (tag: string) => ({
  matchMethod: 'EMVCO',
  emvMatchRules: [{ primitiveMerchant: true, primitiveMerchantTag: tag }],
});

const withAmount: Conditions = { transactionAmount: 'N<NOT_NULL>' };
const withoutAmount: Conditions = { transactionAmount: 'N<NULL>' };

export const decodePrefixes = [
  '28166604',
  'https://pay.example/28100204',
  'HTTPS://QR.SAMPLEDOMAIN.COM/MPM/3/',
  'CN_ORDER_',
] as const;
export const entryPrefixes = ['https://entry.example/oc', 'http://static.example/shop'] as const;

/** Rules for codes like those that are seen abroad, in the order in which Alipay+ might send them: not that of their priorities. */
export const exampleRules = {
  result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' },
  version: 'own_rules_1',
  codeRules: [
    ...decodePrefixes.map((text) => rule(prefix(text), decode)),
    ...entryPrefixes.map((text) => rule(prefix(text), open, 10_000)),
    rule(template(['00', 'R<.*>']), construct('any-kh'), 19_000, { countryCode: 'KH' }),
    rule(template(['00', 'R<^.*@sbpl$|^.*@upay$>']), decode, 9000, {
      countryCode: 'KH',
      transactionCurrency: '116',
      ...withAmount,
    }),
    rule(template(['00', 'R<^.*@sbpl$|^.*@upay$>']), construct('kh'), 9000, {
      countryCode: 'KH',
      transactionCurrency: '116',
      ...withoutAmount,
    }),
    rule(template(['00', 'com.grab']), construct('grab'), 11_000, { countryCode: 'SG', pointOfInitiationMethod: '11' }),
    rule(template(['00', 'com.grab']), decode, 11_000, { countryCode: 'SG', pointOfInitiationMethod: '12' }),
    rule(template(['00', 'com.alipay']), decode),
    rule(template(['00', 'SG.ALIPAY.PLUS']), open, 8000, { countryCode: 'SG' }),
    rule(template(['00', 'A900000000000000'], ['02', 'CsB'], ['03', 'S<281>']), decode, 10_000),
    rule(template(['00', 'A900000000000000'], ['02', 'CsB'], ['03', 'S<http>']), extract, 10_000),
    rule(template(['00', 'A0000006150001'], ['01', 'R<564169|890061|890053>']), decode, 10_000, withAmount),
    rule(
      template(['00', 'A0000006150001'], ['01', 'R<564169|890061|890053>']),
      construct('duitnow'),
      10_000,
      withoutAmount,
    ),
    rule(template(['00', 'R<^NCHL(?!00000000).{8}.*>']), decode, 11_000, { countryCode: 'NP', ...withAmount }),
    rule(primitive('15'), decode, 12_000, { countryCode: 'NP', ...withAmount }),
    rule(primitive('15'), construct('np'), 10_200, { countryCode: 'NP', transactionAmount: '0' }),
    rule(regex('^((wxp://)|https?://(weixin.example/|wx.example/))'), construct('not-supported'), 4000),
  ],
};
