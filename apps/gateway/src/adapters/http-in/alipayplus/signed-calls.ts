import { parseStrictJson, type JsonObject, type Parsed } from '@wallet/alipayplus';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AnswerCall } from '../../../application/alipayplus/answer-call';
import type { CallSubject } from '../../../application/alipayplus/api';
import { requireJson } from './media-type';
import { abandon, hasHungUp } from '../overload/hung-up';
import { RefusedCall } from '../refused-call';
import type { RequestVerifier } from './request-verifier';
import type { SignedReplies } from './signed-replies';

/** A call from its raw bytes to its signed answer: verify, parse once, answer, sign. Throws RefusedCall. */
export class SignedCalls {
  constructor(
    private readonly verifier: RequestVerifier,
    private readonly calls: AnswerCall,
    private readonly replies: SignedReplies,
  ) {}

  async answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (hasHungUp(request)) return abandon(request);
    const { call } = request;
    if (!call.api) throw new Error('the router let a call through that is for no API');
    const { rawBody, ...proof } = this.verifier.verify(request);
    call.isProven = true;
    requireJson(request.raw.rawHeaders);
    const json = required(parseStrictJson(rawBody));
    call.subject = paymentNamedIn(json);
    const { subject, wallMs, answer } = required(this.calls.read(call.api, json));
    call.subject = subject;
    const deadline = new Date(call.arrivedAt + wallMs);
    call.deadline = deadline;
    const { traceparent } = call;
    const terms = { deadline, traceparent, hasHungUp: () => hasHungUp(request), ...proof };
    await this.replies.send({ request, reply, status: 200 }, await answer(terms));
  }
}

const idForm = /^[\x21-\x7e]{1,64}$/;

/** Its API may not understand the body, and then somebody looks for the payment. */
const paymentNamedIn = ({ paymentRequestId: id }: JsonObject): CallSubject =>
  typeof id === 'string' && idForm.test(id) ? { paymentRequestId: id } : {};

function required<Value>(parsed: Parsed<Value>): Value {
  if (parsed.ok) return parsed.value;
  throw new RefusedCall(parsed.code, `${parsed.field} ${parsed.reason}`);
}
