import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { result, type ResultCode } from '@wallet/alipayplus';
import { metrics, type Logger } from '@wallet/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RefusedCall } from './refused-call';
import type { SignedReplies } from './signed-replies';
import type { UnprovenCalls } from './unproven-calls';

/** What Fastify and Nest refuse by themselves, in the words of Alipay+. */
const codes: Partial<Record<number, ResultCode>> = {
  404: 'NO_INTERFACE_DEF',
  405: 'METHOD_NOT_SUPPORTED',
  415: 'MEDIA_TYPE_NOT_ACCEPTABLE',
};

const unsigned = metrics.counter(
  'gateway_unsigned_answers_total',
  'Calls of unproven senders that were too many to be answered with a signature',
);

/** The one place where an error becomes an answer: a refusal keeps its code, everything else is a fault of ours and unknown. */
@Catch()
export class SignedErrorFilter implements ExceptionFilter {
  constructor(
    private readonly replies: SignedReplies,
    private readonly unproven: UnprovenCalls,
    private readonly logger: Logger,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { call, ip } = request;
    if (!call.isProven && !this.unproven.admit(ip, call.arrivedAt)) {
      unsigned.inc();
      void reply.code(429).header('retry-after', '1').send();
      return;
    }
    const { code, detail, status } = this.refusalOf(error);
    try {
      await this.replies.send({ request, reply, status }, { result: result(code, detail) });
    } catch (fault) {
      this.logger.error({ err: fault }, 'an answer could not be signed');
      reply.raw.destroy();
    }
  }

  private refusalOf(error: unknown): Pick<RefusedCall, 'code' | 'detail' | 'status'> {
    if (error instanceof RefusedCall) return error;
    const status = error instanceof HttpException ? error.getStatus() : 500;
    if (status < 500) return new RefusedCall(codes[status] ?? 'PARAM_ILLEGAL', undefined, status);
    this.logger.error({ err: error }, 'call failed');
    return new RefusedCall('UNKNOWN_EXCEPTION');
  }
}
