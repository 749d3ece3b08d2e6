import type { JsonObject, Parsed, Refused, Result, ResultCode } from '@wallet/alipayplus';
import type { Topic, UnknownReason } from '@wallet/contracts';
import type { PaymentRequestId, ReferenceAgreementId, RefundRequestId } from '@wallet/kernel';
import type { RedirectHosts } from '../../domain/redirect-hosts';
import type { Call } from '../dispatch';
import type { OpenResult } from '../open-answer';
import type { Priority } from '../priority';
import type { Secrets } from '../secrets';

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
  readonly paymentRequestId?: PaymentRequestId;
  readonly refundRequestId?: RefundRequestId;
  readonly authClientId?: string;
  readonly referenceAgreementId?: ReferenceAgreementId;
}

/** What is the same for every call. */
export interface ApiContext {
  readonly pspId: string;
  /** `+hh:mm`, for the times that we send. */
  readonly utcOffset: string;
  /** The origin of our public port, as browsers see it. */
  readonly publicUrl: string;
  readonly redirectHosts: RedirectHosts;
  readonly secrets: Secrets;
}

/** A sealed field is bound to it. */
export interface CommandId {
  readonly correlationId: string;
}

type PayloadMaker<Payload> = (command: CommandId) => Payload;

interface CommandManner {
  /** Absent: that of the API. */
  readonly priority?: Priority;
  /** The code of an unknown, where it is another than everywhere. */
  readonly codeOfUnknown?: (reason: UnknownReason) => ResultCode | undefined;
}

/** What a call becomes. */
export interface ApiCommand extends CommandManner {
  readonly topic: Topic<unknown>;
  readonly payload: PayloadMaker<unknown>;
}

type PayloadOf<T> = T extends Topic<infer Payload> ? Payload : never;

export const command = <T extends Topic<unknown>>(
  topic: T,
  payload: PayloadMaker<PayloadOf<T>>,
  manner: CommandManner = {},
): ApiCommand => ({ topic, payload, ...manner });

export type ResultOf<Kind extends OpenResult['kind']> = Extract<OpenResult, { kind: Kind }>;

/** By the kind of a result, its fields on the wire. An API is answered by the kinds that it has here, and no other. */
export type ResultFields = {
  readonly [Kind in OpenResult['kind']]?: (done: ResultOf<Kind>, context: ApiContext) => object;
};

interface ApiManner {
  /** What it is to the user who waits; the most that it can be. */
  readonly priority: Priority;
  /** A stale call may be a replay. `refused`: because it would send a message or tell a token. */
  readonly whenStale: 'asked' | 'refused';
  readonly fields: ResultFields;
}

interface ApiRow<Request> extends ApiManner {
  readonly subjectOf: (request: Request) => CallSubject;
  /** What the form of a request cannot say. */
  readonly refusalOf?: (request: Request, context: ApiContext) => Refused | undefined;
  readonly commandOf: (request: Request, context: ApiContext, terms: CallTerms) => ApiCommand;
}

interface ReadRequest {
  readonly subject: CallSubject;
  readonly commandOf: (terms: CallTerms) => ApiCommand;
}

/** One API that Alipay+ calls. */
export interface Api extends ApiManner {
  readonly movesMoney: boolean;
  read(json: JsonObject, context: ApiContext): Parsed<ReadRequest>;
}

interface WireForm<Request> {
  readonly movesMoney: boolean;
  readonly parse: (json: JsonObject) => Parsed<Request>;
}

const foreignPsp: Refused = { ok: false, code: 'PARAM_ILLEGAL', field: 'pspId', reason: 'is not ours' };

export const api = <Request extends { readonly pspId: string }>(
  { movesMoney, parse }: WireForm<Request>,
  { subjectOf, refusalOf, commandOf, ...manner }: ApiRow<Request>,
): Api => ({
  ...manner,
  movesMoney,
  read(json, context) {
    const parsed = parse(json);
    if (!parsed.ok) return parsed;
    const request = parsed.value;
    const refused = request.pspId === context.pspId ? refusalOf?.(request, context) : foreignPsp;
    if (refused) return refused;
    return {
      ok: true,
      value: { subject: subjectOf(request), commandOf: (terms) => commandOf(request, context, terms) },
    };
  },
});
