import { contentToSign, parseHeaderTime, verifyMessage, type FindKey } from '@wallet/alipayplus';
import type { Clock } from '@wallet/kernel';
import { traceIdOf, type Logger } from '@wallet/service';
import type { FastifyRequest } from 'fastify';
import { headerLines } from '../header-lines';
import type { InboundCall } from '../inbound-call';
import { UnprovenCall } from '../refused-call';

export interface VerifierSettings {
  readonly clientId: string;
  readonly requestTimeWindowMs: number;
}

/** A call that Alipay+ has signed. */
export interface VerifiedCall {
  readonly rawBody: Buffer;
  /** Signed, but its Request-Time is outside the window: late, or a replay. */
  readonly isStale: boolean;
  signedContent(): Buffer;
}

/** Who calls, is it signed by them, and when. Throws UnprovenCall. */
export class RequestVerifier {
  constructor(
    private readonly findKey: FindKey,
    private readonly settings: VerifierSettings,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  verify({ raw, body, call }: FastifyRequest): VerifiedCall {
    const only = (name: string) => onlyLine(raw.rawHeaders, name);
    const clientId = only('client-id');
    if (clientId !== this.settings.clientId) throw new UnprovenCall('INVALID_CLIENT');
    const signature = only('signature');
    if (signature === undefined) throw new UnprovenCall('INVALID_SIGNATURE', 'one Signature header is needed');
    const time = only('request-time');
    if (time === undefined) throw new UnprovenCall('PARAM_ILLEGAL', 'one Request-Time header is needed');
    const rawBody = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const message = { method: 'POST', uri: call.uri, clientId, time, rawBody };
    const verified = verifyMessage(message, signature, this.findKey);
    if (!verified.ok) throw new UnprovenCall(verified.code, verified.reason);
    return { rawBody, isStale: this.isStale(time, call), signedContent: () => contentToSign(message) };
  }

  private isStale(time: string, { traceparent }: InboundCall): boolean {
    const requestedAt = parseHeaderTime(time);
    if (!requestedAt) throw new UnprovenCall('PARAM_ILLEGAL', 'Request-Time is malformed');
    const skewMs = requestedAt.getTime() - this.clock.now().getTime();
    if (Math.abs(skewMs) <= this.settings.requestTimeWindowMs) return false;
    this.logger.warn({ traceId: traceIdOf(traceparent), skewMs }, 'Request-Time is outside the window');
    return true;
  }
}

/** Undefined when the header is missing or repeated. */
function onlyLine(rawHeaders: readonly string[], name: string): string | undefined {
  const lines = headerLines(rawHeaders, name);
  return lines.length === 1 ? lines[0] : undefined;
}
