import {
  formatDateTime,
  result,
  signMessageBy,
  type ResultCode,
  type Sign,
  type SignedMessage,
} from '@wallet/alipayplus';
import type { Clock } from '@wallet/kernel';
import { DependencyFault } from '@wallet/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WireAnswer } from '../../../application/alipayplus/api';
import type { CallRecord } from './call-record';
import { refuseBare } from '../overload/bare-refusal';
import { abandon, hasHungUp } from '../overload/hung-up';
import type { UnprovenCode } from '../refused-call';

const contentType = 'application/json; charset=UTF-8';
/** Alipay+ hangs up this long after our own deadline. */
const patienceMs = 1_500;

export interface ReplySettings {
  /** Ours, whatever the caller has named. */
  readonly clientId: string;
  /** `+hh:mm` of Response-Time. */
  readonly utcOffset: string;
  /** So many answers may wait for their signature; half as many when they say nothing of business. */
  readonly maxSignatures: number;
}

/** Where an answer goes. */
export interface Addressee {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly status: number;
}

/** Sends every answer of this service, whatever it answers; on the path of an API it is signed. */
export class SignedReplies {
  private signing = 0;

  constructor(
    private readonly signContent: Sign,
    private readonly settings: ReplySettings,
    private readonly clock: Clock,
    private readonly record: CallRecord,
  ) {}

  /** To Alipay+: throws when the call was not proven to be its own. */
  async send(to: Addressee, answer: WireAnswer): Promise<void> {
    if (!to.request.call.isProven) throw new Error('an answer to nobody known');
    await this.sendSigned(to, answer);
  }

  /** To whoever has called. */
  async refuse(to: Addressee, code: UnprovenCode, detail?: string): Promise<void> {
    await this.sendSigned(to, { result: result(code, detail) });
  }

  /** On a path that is no API nothing is signed: the text would hold whatever the caller wrote there. */
  sendUnsigned({ request, reply, status }: Addressee, code: ResultCode): void {
    this.record.answered(request.call, code);
    void reply
      .code(status)
      .header('content-type', contentType)
      .send(Buffer.from(JSON.stringify({ result: result(code) })));
  }

  /** Of what is signed, the caller chooses the method and one of our paths only. */
  private async sendSigned(to: Addressee, answer: WireAnswer): Promise<void> {
    const { request, reply, status } = to;
    if (!request.call.api) throw new Error('no API is signed for');
    if (this.isPointless(to, answer)) return;
    const rawBody = Buffer.from(JSON.stringify(answer));
    const { clientId, utcOffset } = this.settings;
    const time = formatDateTime(this.clock.now(), utcOffset);
    const message = { method: request.method, uri: request.call.uri, clientId, time, rawBody };
    const signature = await this.sign(message);
    if (signature === undefined) return refuseBare(request, reply, 'unsigned');
    this.record.answered(request.call, answer.result.resultCode, answer.paymentId);
    // Not awaited: it would reject when the client has left, and then nobody waits for an error either.
    void reply
      .code(status)
      .headers({ 'client-id': clientId, 'response-time': time, signature, 'content-type': contentType })
      .send(rawBody);
  }

  /** Nobody waits for the answer any more, or it cannot be signed in time; then the call is ended here. */
  private isPointless({ request, reply }: Addressee, { result: { resultCode } }: WireAnswer): boolean {
    if (hasHungUp(request)) {
      abandon(request);
      return true;
    }
    const { isProven, deadline } = request.call;
    const isOutcome = isProven && resultCode !== 'REQUEST_TRAFFIC_EXCEED_LIMIT';
    const bound = this.settings.maxSignatures * (isOutcome ? 1 : 0.5);
    const isLate = deadline !== undefined && Date.now() > deadline.getTime() + patienceMs;
    if (!isLate && this.signing < bound) return false;
    refuseBare(request, reply, isLate ? 'late' : 'signing');
    return true;
  }

  /** Undefined: the key store did not sign in time. */
  private async sign(message: SignedMessage): Promise<string | undefined> {
    this.signing += 1;
    try {
      return await signMessageBy(message, this.signContent);
    } catch (error) {
      if (!(error instanceof DependencyFault)) throw error;
      return undefined;
    } finally {
      this.signing -= 1;
    }
  }
}
