import { parseStrictJson, type Parsed } from '@wallet/alipayplus';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api } from '../../application/api';
import { requireJson } from './media-type';
import { abandon, hasHungUp } from './overload/hung-up';
import { RefusedCall } from './refused-call';
import type { RequestVerifier } from './request-verifier';
import type { SignedReplies } from './signed-replies';

/** A call from its raw bytes to its signed answer: verify, parse once, let the API answer, sign. Throws RefusedCall. */
export class SignedCalls {
  constructor(
    private readonly verifier: RequestVerifier,
    private readonly replies: SignedReplies,
  ) {}

  async answer<Request>(api: Api<Request>, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (hasHungUp(request)) return abandon(request);
    const { rawBody, ...proof } = this.verifier.verify(request);
    request.call.isProven = true;
    requireJson(request.raw.rawHeaders);
    const parsed = required(api.parse(required(parseStrictJson(rawBody))));
    request.call.subject = api.subjectOf(parsed);
    const deadline = new Date(request.call.arrivedAt + api.wallMs);
    request.call.deadline = deadline;
    const { traceparent } = request.call;
    const terms = { deadline, traceparent, hasHungUp: () => hasHungUp(request), ...proof };
    const answer = await api.execute(parsed, terms);
    await this.replies.send({ request, reply, status: 200 }, answer);
  }
}

function required<Value>(parsed: Parsed<Value>): Value {
  if (parsed.ok) return parsed.value;
  throw new RefusedCall(parsed.code, `${parsed.field} ${parsed.reason}`);
}
