import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { traceIdOf, type Logger } from '@wallet/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CallsPerSecond } from '../strangers/calls-per-second';
import { limited } from './wallet-api-wall';
import { walletError, WalletException } from './wallet-error';

/** Every failure becomes `{ error, message }`; one of ours is logged and says nothing of its inside. */
@Catch()
export class WalletErrorFilter implements ExceptionFilter {
  constructor(
    private readonly strangers: CallsPerSecond,
    private readonly logger: Logger,
  ) {}

  catch(cause: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = this.isLimited(request) ? new WalletException('overload') : cause;
    if (error instanceof WalletException) {
      if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
      if (error.getStatus() === 401) reply.header('www-authenticate', 'Bearer');
      return void reply.code(error.getStatus()).send(error.getResponse());
    }
    const status = statusOf(error);
    if (status >= 500) {
      const { traceparent } = request.walletCall;
      this.logger.error({ traceId: traceIdOf(traceparent), err: error }, 'a call of the wallet app failed');
    }
    void reply.code(status).send(bodyOf(status));
  }

  /** Of a token that is none; a call without any was counted before. */
  private isLimited({ walletCall, headers, ip }: FastifyRequest): boolean {
    if (walletCall.customerId !== undefined || headers.authorization === undefined) return false;
    if (this.strangers.admit(ip, walletCall.arrivedAt)) return false;
    walletCall.isLimited = true;
    limited.inc();
    return true;
  }
}

function bodyOf(status: number): object {
  if (status >= 500) return walletError('fault');
  return status === 404 ? walletError('not-found', 'there is nothing at this address') : walletError('bad-request');
}

/** What Nest and Fastify refuse by themselves keeps its status. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
