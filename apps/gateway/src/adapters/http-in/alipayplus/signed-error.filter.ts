import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { result } from '@wallet/alipayplus';
import type { Logger } from '@wallet/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RefusedCall, UnprovenCall, type UnprovenCode } from '../refused-call';
import type { Addressee, SignedReplies } from './signed-replies';
import type { CallsPerSecond } from '../strangers/calls-per-second';
import { unsigned } from '../strangers/refusal';

/** What Fastify and Nest refuse by themselves, in the words of Alipay+. */
const codes: Partial<Record<number, UnprovenCode>> = {
  405: 'METHOD_NOT_SUPPORTED',
  415: 'MEDIA_TYPE_NOT_ACCEPTABLE',
};

type Target = Omit<Addressee, 'status'>;

const noSuchApi = new RefusedCall('NO_INTERFACE_DEF', undefined, 404);

/** The one place where an error becomes an answer: a refusal keeps its code, everything else is a fault of ours and unknown. */
@Catch()
export class SignedErrorFilter implements ExceptionFilter {
  constructor(
    private readonly replies: SignedReplies,
    /** A signed answer costs a hundred times what such a call costs its sender. */
    private readonly unproven: CallsPerSecond,
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
    if (!call.api) {
      const { code, status } = error instanceof RefusedCall ? error : noSuchApi;
      return this.replies.sendUnsigned({ request, reply, status }, code);
    }
    try {
      await (call.isProven ? this.answer(error, { request, reply }) : this.refuse(error, { request, reply }));
    } catch (fault) {
      this.logger.error({ err: fault }, 'an answer could not be signed');
      reply.raw.destroy();
    }
  }

  private answer(error: unknown, to: Target): Promise<void> {
    const { code, detail, status } = error instanceof RefusedCall ? error : this.refusalOf(error);
    to.request.call.why = detail;
    return this.replies.send({ ...to, status }, { result: result(code, detail) });
  }

  private refuse(error: unknown, to: Target): Promise<void> {
    const { code, detail, status } = error instanceof UnprovenCall ? error : this.refusalOf(error);
    to.request.call.why = detail;
    return this.replies.refuse({ ...to, status }, code, detail);
  }

  private refusalOf(error: unknown): UnprovenCall {
    const status = error instanceof HttpException ? error.getStatus() : 500;
    if (status < 500) return new UnprovenCall(codes[status] ?? 'PARAM_ILLEGAL', undefined, status);
    this.logger.error({ err: error }, 'call failed');
    return new UnprovenCall('UNKNOWN_EXCEPTION');
  }
}
