import { Inject, Injectable, type CanActivate, type ExecutionContext, type Provider } from '@nestjs/common';
import { mayDo, type OperatorEndpoint } from '@wallet/operator-contract';
import type { FastifyRequest } from 'fastify';
import { OidcTokens } from './oidc-tokens';
import { unauthorized, type Caller, type OperatorAuth } from './operator-auth';
import { operatorError } from './operator-error';
import { knowCaller } from './refused-calls';
import type { OperatorAuthSettings } from './operator-settings';
import { SharedToken } from './shared-token';

/** Under which a handler has its row of the contract, see `OperatorCall`. */
export const endpointKey = 'operator-endpoint';

const OPERATOR_AUTH = Symbol('operator auth');

/** What `OperatorTokenGuard` needs. */
export const operatorAuthProvider = (settings: OperatorAuthSettings): Provider => ({
  provide: OPERATOR_AUTH,
  useFactory: () =>
    settings.OPERATOR_AUTH === 'oidc' ? new OidcTokens(settings) : new SharedToken(settings.OPERATOR_TOKEN_FILE),
});

/** Lets only those in who come with a good token, `authorization: Bearer <token>`, and the role that the call needs. */
@Injectable()
export class OperatorTokenGuard implements CanActivate {
  constructor(@Inject(OPERATOR_AUTH) private readonly auth: OperatorAuth) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (token === undefined) throw unauthorized('the operator token is missing or wrong');
    const caller = await this.auth.authenticate(token);
    knowCaller(request, caller);
    requireRole(Reflect.getMetadata(endpointKey, context.getHandler()) as OperatorEndpoint | undefined, caller);
    if (caller.subject !== undefined) nameIn(request.body, caller.subject);
    return true;
  }
}

function requireRole(endpoint: OperatorEndpoint | undefined, { subject, roles }: Caller): void {
  if (!endpoint) throw operatorError(403, 'forbidden', 'no role may do this');
  if (mayDo(roles, endpoint.role)) return;
  const has = roles.length === 0 ? 'no role of the wallet' : `only ${roles.join(' and ')}`;
  throw operatorError(403, 'forbidden', `this needs the role ${endpoint.role}; ${subject ?? 'the token'} has ${has}`);
}

/** Whatever a note says, what is kept is who the token says: no handler ever sees another name. */
function nameIn(body: unknown, subject: string): void {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return;
  if ('operator' in body || 'reason' in body) Object.assign(body, { operator: subject });
}
