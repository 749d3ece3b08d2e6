import { randomBytes } from 'node:crypto';

/** How an order code is written: digits and letters, a web address with such in its path, or the tagged text of version 3. */
export const codeForms = ['plain', 'url', 'v3'] as const;
export type CodeForm = (typeof codeForms)[number];

/** What every order code of a form begins with: the code rules go by it. */
export const codePrefixes: Readonly<Record<CodeForm, string>> = {
  plain: '28166604',
  url: 'https://global.alipay.com/28100204',
  v3: 'HTTPS://QR.ALIPAYPLUS.COM/MPM/3/',
};

/** A code that nobody has had before. */
export function newCodeValue(form: CodeForm, merchantId: string): string {
  const word = randomBytes(10).toString('hex').toUpperCase();
  return codePrefixes[form] + (form === 'v3' ? encodeURIComponent(taggedText(merchantId, word)) : word);
}

const sized = (name: string, width: number, value: string): string =>
  `${name}${String(value.length).padStart(width, '0')}${value}`;

function taggedText(merchantId: string, word: string): string {
  const merchant = sized('01', 2, 'SIMULATOR') + sized('02', 2, merchantId);
  const issuer = sized('01', 2, 'SIMULATOR') + sized('02', 2, '12') + sized('03', 2, word);
  const objects = sized('PLVS', 3, '01') + sized('CDSD', 3, merchant) + sized('CIRD', 3, issuer);
  return Buffer.from(sized('GPLD', 3, objects)).toString('base64');
}

/** Where the pages of entry codes are. */
export const entryPath = '/entry/';
const entryForm = new RegExp(`^https?://[^/?#]+${entryPath}(?<merchant>[a-z-]+)$`);

/** The code at the merchant's counter: the address of its page in this simulator. */
export const entryCode = (origin: string, merchantId: string): string => origin + entryPath + merchantId;

/** The merchant's word, if it is such a code. */
export const merchantOfEntryCode = (codeValue: string): string | undefined =>
  entryForm.exec(codeValue)?.groups?.['merchant'];
