import { result, type JsonObject, type Parsed } from '@wallet/alipayplus';
import type { Api, CallSubject, WireAnswer } from './api';

/** cancelPayment and refund, which this wallet does not process yet: unknown, so that Alipay+ asks again. Never an F. */
export class AnswerUnknown implements Api<JsonObject> {
  constructor(readonly wallMs: number) {}

  parse(json: JsonObject): Parsed<JsonObject> {
    return { ok: true, value: json };
  }

  subjectOf(): CallSubject {
    return {};
  }

  execute(): Promise<WireAnswer> {
    return Promise.resolve({ result: result('UNKNOWN_EXCEPTION') });
  }
}
