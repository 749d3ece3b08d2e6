import type { Call } from './dispatch';
import type { ApiName, JsonObject, Parsed, Result } from '@wallet/alipayplus';

/** The APIs that Alipay+ calls on us. */
export type ServedApi = Exclude<ApiName, 'notifyPayment'>;

/** The body of an answer, as it goes on the wire. */
export interface WireAnswer {
  readonly result: Result;
  readonly [field: string]: unknown;
}

/** What an API needs to know of a call beside its request. */
export interface CallTerms extends Call {
  /** The signature is right, but `Request-Time` is outside the window. */
  readonly isStale: boolean;
}

/** One API: how its body is parsed, until when it is answered, and what answers it. */
export interface Api<Request> {
  /** Counted from the arrival of the request's headers. */
  readonly wallMs: number;
  parse(json: JsonObject): Parsed<Request>;
  /** The payment that the request is about, for the log. */
  paymentRequestId(request: Request): string | undefined;
  execute(request: Request, terms: CallTerms): Promise<WireAnswer>;
}
