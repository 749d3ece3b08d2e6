import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { DependencyFault, type Logger } from '@wallet/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OperatorError } from './operator-error';
import { recordRefusedCall } from './refused-calls';

/** Every failure becomes `{ error, message }`. One of ours is logged and says nothing of its inside; so is who may not. */
@Catch()
export class OperatorErrorFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const { status, body } = this.describe(thrown);
    if (thrown instanceof HttpException && (status === 401 || status === 403)) {
      recordRefusedCall(this.logger, thrown, host.switchToHttp().getRequest<FastifyRequest>());
    }
    await host.switchToHttp().getResponse<FastifyReply>().status(status).send(body);
  }

  private describe(thrown: unknown): { status: number; body: OperatorError } {
    if (thrown instanceof HttpException) return { status: thrown.getStatus(), body: bodyOf(thrown) };
    if (isClientError(thrown)) return { status: thrown.statusCode, body: badRequest(thrown.message) };
    this.logger.error({ err: thrown }, 'an operator call failed');
    if (thrown instanceof DependencyFault) {
      return {
        status: 503,
        body: { error: 'unavailable', message: `${thrown.dependency} does not answer, try again` },
      };
    }
    return { status: 500, body: { error: 'fault', message: 'this is a fault of the service, see its log' } };
  }
}

const badRequest = (message: string): OperatorError => ({ error: 'bad-request', message });

/** Nest's own exceptions, e.g. for an unknown path, have another body. */
function bodyOf(exception: HttpException): OperatorError {
  const body = exception.getResponse();
  if (typeof body === 'object' && !('statusCode' in body)) return body as OperatorError;
  return exception.getStatus() === 404
    ? { error: 'not-found', message: exception.message }
    : badRequest(exception.message);
}

/** What Fastify throws before a controller is reached: malformed JSON, a body that is too large. */
function isClientError(thrown: unknown): thrown is Error & { statusCode: number } {
  if (!(thrown instanceof Error) || !('statusCode' in thrown)) return false;
  return typeof thrown.statusCode === 'number' && thrown.statusCode >= 400 && thrown.statusCode < 500;
}
