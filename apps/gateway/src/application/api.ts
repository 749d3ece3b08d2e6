import type { Call } from './dispatch';
import type { ApiName, JsonObject, Parsed, Result } from '@wallet/alipayplus';

/** The APIs that Alipay+ calls on us. */
export type ServedApi = Exclude<ApiName, 'authNotify' | 'consultUnbinding' | 'notifyPayment'>;

/** The body of an answer, as it goes on the wire. */
export interface WireAnswer {
  readonly result: Result;
  readonly [field: string]: unknown;
}

/** What an API needs to know of a call beside its request. */
export interface CallTerms extends Call {
  /** The signature is right, but `Request-Time` is outside the window. */
  readonly isStale: boolean;
  /** What Alipay+ signed, which tells this very call from every other one. */
  signedContent(): Buffer;
}

/** What a request is about, for the log: never a token, a code or a login id. */
export interface CallSubject {
  readonly paymentRequestId?: string;
  readonly refundRequestId?: string;
  readonly authClientId?: string;
  readonly referenceAgreementId?: string;
}

export interface ApiSettings {
  readonly wallMs: number;
  readonly pspId: string;
}

/** One API: how its body is parsed, until when it is answered, and what answers it. */
export interface Api<Request> {
  /** Counted from the arrival of the request's headers. */
  readonly wallMs: number;
  parse(json: JsonObject): Parsed<Request>;
  subjectOf(request: Request): CallSubject;
  execute(request: Request, terms: CallTerms): Promise<WireAnswer>;
}
