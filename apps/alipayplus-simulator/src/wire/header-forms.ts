import { formatDateTime } from '@wallet/alipayplus';

/** Whose way of writing the head of a call or an answer: Alipay+'s documentation, or its official SDKs. */
export const headerForms = ['docs', 'java', 'python', 'dotnet'] as const;
export type HeaderForm = (typeof headerForms)[number];

/** `alternate`: each form in turn. */
export function formsOf(form: HeaderForm | 'alternate'): () => HeaderForm {
  let turn = 0;
  return () => (form === 'alternate' ? (headerForms[turn++ % headerForms.length] ?? 'docs') : form);
}

interface Written {
  readonly time: (at: Date) => string;
  /** Of the `Signature` header in our own form. */
  readonly signature: (header: string) => string;
  readonly names: Readonly<Record<'contentType' | 'clientId' | 'time' | 'signature', string>>;
  /** The request line holds the whole URL. */
  readonly wholeUrl: boolean;
}

const asItIs = (header: string): string => header;

/** Times are to the millisecond: two calls within a second would else be the same bytes, which the wallet takes for one that came twice. */
const forms: Readonly<Record<HeaderForm, Written>> = {
  docs: {
    time: (at) => formatDateTime(at, '+08:00').replace('+', `${at.toISOString().slice(19, 23)}+`),
    signature: (header) => header.replaceAll(',', ', '),
    names: { contentType: 'Content-Type', clientId: 'Client-Id', time: 'Request-Time', signature: 'Signature' },
    wholeUrl: false,
  },
  java: {
    time: (at) => String(at.getTime()),
    signature: asItIs,
    names: { contentType: 'Content-Type', clientId: 'client-id', time: 'Request-Time', signature: 'Signature' },
    wholeUrl: false,
  },
  python: {
    time: (at) => at.toISOString().replace('Z', '+00:00'),
    signature: asItIs,
    names: { contentType: 'Content-type', clientId: 'client-id', time: 'Request-Time', signature: 'Signature' },
    wholeUrl: true,
  },
  dotnet: {
    time: (at) => at.toISOString().replace('Z', '0000Z'),
    signature: (header) => header.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
    names: { contentType: 'Content-Type', clientId: 'client-id', time: 'request-time', signature: 'signature' },
    wholeUrl: false,
  },
};

export const timeIn = (form: HeaderForm, at: Date): string => forms[form].time(at);
export const signatureIn = (form: HeaderForm, header: string): string => forms[form].signature(header);

export interface SignedHead {
  readonly clientId: string;
  readonly time: string;
  readonly signature: string;
}

export function headersIn(form: HeaderForm, { clientId, time, signature }: SignedHead): Record<string, string> {
  const { names } = forms[form];
  return {
    [names.contentType]: 'application/json; charset=UTF-8',
    [names.clientId]: clientId,
    [names.time]: time,
    [names.signature]: signatureIn(form, signature),
  };
}

/** What stands in the request line for this path. */
export const targetIn = (form: HeaderForm, origin: string, uri: string): string =>
  forms[form].wholeUrl ? origin + uri : uri;
