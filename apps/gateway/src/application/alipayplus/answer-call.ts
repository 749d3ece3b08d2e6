import { result, type JsonObject, type Parsed, type ResultCode, type ServedApi } from '@wallet/alipayplus';
import type { UnknownReason } from '@wallet/contracts';
import { assertNever, refusals } from '@wallet/kernel';
import type { Dispatch } from '../dispatch';
import type { OpenAnswer, OpenResult } from '../open-answer';
import type { Api, ApiCommand, ApiContext, CallSubject, CallTerms, WireAnswer } from './api';
import { apis } from './apis';

/** From the arrival of a call's headers to our answer, whatever has happened until then. */
export interface Walls {
  readonly wallMs: number;
  /** Of an API that moves money. */
  readonly moneyWallMs: number;
}

export interface ReadCall {
  readonly subject: CallSubject;
  readonly wallMs: number;
  readonly answer: (terms: CallTerms) => Promise<WireAnswer>;
}

interface Words {
  readonly fields: Api['fields'];
  readonly codeOfUnknown: ApiCommand['codeOfUnknown'];
}

/** The answer to a stale call that would send a message or tell a token: it may be a replay. */
const staleCall: WireAnswer = { result: result('INVALID_SIGNATURE', 'Request-Time is outside the window') };

/** Every unknown is a `U`. */
const unknownCodes: Readonly<Record<UnknownReason, ResultCode>> = {
  'awaiting-otp': 'VERIFICATION_IN_PROCESS',
  'otp-wrong': 'OTP_VERIFICATION_FAILED',
  throttled: 'REQUEST_TRAFFIC_EXCEED_LIMIT',
  overload: 'REQUEST_TRAFFIC_EXCEED_LIMIT',
  fault: 'UNKNOWN_EXCEPTION',
  'no-answer': 'UNKNOWN_EXCEPTION',
};

/** A call of Alipay+, by the row of its API: one command, and its one answer in the words of Alipay+. */
export class AnswerCall {
  constructor(
    private readonly dispatch: Dispatch,
    private readonly context: ApiContext,
    private readonly walls: Walls,
  ) {}

  read(name: ServedApi, json: JsonObject): Parsed<ReadCall> {
    const api = apis[name];
    const read = api.read(json, this.context);
    if (!read.ok) return read;
    const { subject, commandOf } = read.value;
    const wallMs = api.movesMoney ? this.walls.moneyWallMs : this.walls.wallMs;
    return { ok: true, value: { subject, wallMs, answer: (terms) => this.answer(api, commandOf, terms) } };
  }

  private async answer(
    { whenStale, fields, ...api }: Api,
    commandOf: (terms: CallTerms) => ApiCommand,
    terms: CallTerms,
  ): Promise<WireAnswer> {
    if (terms.isStale && whenStale === 'refused') return staleCall;
    const { topic, payload, priority = api.priority, codeOfUnknown } = commandOf(terms);
    return this.write(await this.dispatch.ask({ topic, payload, priority }, terms), { fields, codeOfUnknown });
  }

  private write(answer: OpenAnswer, { fields, codeOfUnknown }: Words): WireAnswer {
    switch (answer.outcome) {
      case 'done':
        return { result: result('SUCCESS'), ...this.fieldsOf(answer.result, fields) };
      case 'refused':
        return { result: result(refusals[answer.refusal]) };
      case 'unknown': {
        const { reason, verifyRequestId } = answer;
        const code = codeOfUnknown?.(reason) ?? unknownCodes[reason];
        return { result: result(code), ...(verifyRequestId !== undefined && { verifyRequestId }) };
      }
      default:
        return assertNever(answer);
    }
  }

  private fieldsOf(done: OpenResult, fields: Api['fields']): object {
    const write = fields[done.kind] as ((done: OpenResult, context: ApiContext) => object) | undefined;
    if (!write) throw new Error(`no answer of this API is ${done.kind}`);
    return write(done, this.context);
  }
}
