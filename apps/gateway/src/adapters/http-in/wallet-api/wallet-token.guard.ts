import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { WalletAppTokens } from '../../wallet-app/wallet-app-tokens';
import { WalletException } from './wallet-error';

const terms = { audience: 'wallet-api', maxLifeSeconds: 3_600 };

/** Lets in who sends a token of the wallet's app: `authorization: Bearer <JWT>`, its `sub` the customer. */
@Injectable()
export class WalletTokenGuard implements CanActivate {
  constructor(private readonly tokens: WalletAppTokens) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { headers, walletCall } = context.switchToHttp().getRequest<FastifyRequest>();
    const [, token] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
    const customerId = token === undefined ? undefined : await this.tokens.customerOf(token, terms);
    if (customerId === undefined) throw new WalletException('unauthorized');
    walletCall.customerId = customerId;
    return true;
  }
}
