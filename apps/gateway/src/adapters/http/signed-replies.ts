import { formatDateTime, result, signMessage, type ResultCode, type SigningKey } from '@wallet/alipayplus';
import type { Clock } from '@wallet/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WireAnswer } from '../../application/api';
import type { CallRecord } from './call-record';
import type { UnprovenCode } from './refused-call';

const contentType = 'application/json; charset=UTF-8';

export interface ReplySettings {
  /** Ours, whatever the caller has named. */
  readonly clientId: string;
  /** `+hh:mm` of Response-Time. */
  readonly utcOffset: string;
}

/** Where an answer goes. */
export interface Addressee {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly status: number;
}

/** Sends every answer of this service, whatever it answers; on the path of an API it is signed. */
export class SignedReplies {
  constructor(
    private readonly signingKey: () => SigningKey,
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
  private async sendSigned({ request, reply, status }: Addressee, answer: WireAnswer): Promise<void> {
    if (!request.call.api) throw new Error('no API is signed for');
    const rawBody = Buffer.from(JSON.stringify(answer));
    const { clientId, utcOffset } = this.settings;
    const time = formatDateTime(this.clock.now(), utcOffset);
    const message = { method: request.method, uri: request.call.uri, clientId, time, rawBody };
    const signature = await signMessage(message, this.signingKey());
    this.record.answered(request.call, answer.result.resultCode);
    // Not awaited: it would reject when the client has left, and then nobody waits for an error either.
    void reply
      .code(status)
      .headers({ 'client-id': clientId, 'response-time': time, signature, 'content-type': contentType })
      .send(rawBody);
  }
}
