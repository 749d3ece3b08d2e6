import { formatDateTime, signMessage, type SigningKey } from '@wallet/alipayplus';
import type { Clock } from '@wallet/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WireAnswer } from '../../application/api';
import type { CallRecord } from './call-record';

export interface ReplySettings {
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

/** Signs and sends every answer of this service, whatever it answers. */
export class SignedReplies {
  constructor(
    private readonly signingKey: () => SigningKey,
    private readonly settings: ReplySettings,
    private readonly clock: Clock,
    private readonly record: CallRecord,
  ) {}

  async send({ request, reply, status }: Addressee, answer: WireAnswer): Promise<void> {
    const rawBody = Buffer.from(JSON.stringify(answer));
    const clientId = echoable(request.headers['client-id']) ?? this.settings.clientId;
    const time = formatDateTime(this.clock.now(), this.settings.utcOffset);
    const message = { method: request.method, uri: request.call.uri, clientId, time, rawBody };
    const signature = await signMessage(message, this.signingKey());
    this.record.answered(request.call, answer.result.resultCode);
    // Not awaited: it would reject when the client has left, and then nobody waits for an error either.
    void reply
      .code(status)
      .headers({
        'client-id': clientId,
        'response-time': time,
        signature,
        'content-type': 'application/json; charset=UTF-8',
      })
      .send(rawBody);
  }
}

/** An answer carries the request's Client-Id, unless that could not be one. */
function echoable(clientId: string | string[] | undefined): string | undefined {
  return typeof clientId === 'string' && /^[\x21-\x7e]{1,128}$/.test(clientId) ? clientId : undefined;
}
