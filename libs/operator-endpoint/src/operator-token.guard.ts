import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { operatorError } from './operator-error';

export const OPERATOR_TOKEN = Symbol('operator token');

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Lets only those in who send the operator token: `authorization: Bearer <token>`. */
@Injectable()
export class OperatorTokenGuard implements CanActivate {
  private readonly expected: Buffer;

  constructor(@Inject(OPERATOR_TOKEN) token: string) {
    this.expected = digest(token);
  }

  canActivate(context: ExecutionContext): boolean {
    const { authorization = '' } = context.switchToHttp().getRequest<FastifyRequest>().headers;
    const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    if (token !== undefined && timingSafeEqual(digest(token), this.expected)) return true;
    throw operatorError(401, 'unauthorized', 'the operator token is missing or wrong');
  }
}
