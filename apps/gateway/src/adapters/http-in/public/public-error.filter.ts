import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isForBrowsers } from '../consent/consent-target';

/** Users get a page, Alipay+ a signed answer: also for what fails before a controller is reached. */
@Catch()
export class PublicErrorFilter implements ExceptionFilter {
  constructor(
    private readonly signed: ExceptionFilter,
    private readonly pages: ExceptionFilter,
  ) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    const { call } = host.switchToHttp().getRequest<FastifyRequest>();
    return (isForBrowsers(call.uri) ? this.pages : this.signed).catch(error, host) as unknown;
  }
}
