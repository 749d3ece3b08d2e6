import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { DependencyFault, errorMessage, traceIdOf, type Logger } from '@wallet/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RefusedCall } from '../refused-call';
import type { NoticeName } from './notice-pages';
import type { PageReplies } from './page-replies';

/** Whatever goes wrong below `/consent/` ends in a page that a user can read. */
@Catch()
export class PageErrorFilter implements ExceptionFilter {
  constructor(
    private readonly replies: PageReplies,
    private readonly logger: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const [notice, status] = this.noticeOf(error, traceIdOf(request.call.traceparent));
    this.replies.sendNotice({ request, reply }, notice, status);
  }

  private noticeOf(error: unknown, traceId: string): [NoticeName, number?] {
    if (error instanceof DependencyFault) {
      this.logger.warn({ traceId, error: errorMessage(error) }, 'a page needs what does not work now');
      return ['no-answer'];
    }
    const status = statusOf(error);
    if (status === 404) return ['not-found'];
    if (status < 500) return ['bad-form', status];
    this.logger.error({ traceId, err: error }, 'a page failed');
    return ['fault'];
  }
}

function statusOf(error: unknown): number {
  if (error instanceof RefusedCall) return error.status;
  return error instanceof HttpException ? error.getStatus() : 500;
}
