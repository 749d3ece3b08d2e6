import type { HttpException } from '@nestjs/common';
import { metrics, type Logger } from '@wallet/service';
import type { FastifyRequest } from 'fastify';
import type { Caller } from './operator-auth';
import type { OperatorError } from './operator-error';

const refusedCalls = metrics.counter(
  'operator_refused_calls_total',
  'Operator calls without a good token (401) or the role that they need (403)',
  ['status', 'call'],
);

/** Whose token was good. */
const callers = new WeakMap<object, Caller>();

export const knowCaller = (request: FastifyRequest, caller: Caller): void => void callers.set(request, caller);

/** Who was refused what: the token's subject, or for want of one the name that the call says. Of the token nothing. */
export function recordRefusedCall(logger: Logger, exception: HttpException, request: FastifyRequest): void {
  const status = exception.getStatus();
  const call = `${request.method} ${request.routeOptions.url ?? 'elsewhere'}`;
  refusedCalls.inc({ status: String(status), call });
  const { message } = exception.getResponse() as OperatorError;
  const { subject, roles } = callers.get(request) ?? {};
  const who = subject === undefined ? { says: nameIn(request.body) } : { subject };
  logger.warn({ status, call, ...who, roles, address: request.ip, reason: message }, 'an operator call was refused');
}

function nameIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('operator' in body)) return undefined;
  return typeof body.operator === 'string' ? body.operator.slice(0, 100) : undefined;
}
