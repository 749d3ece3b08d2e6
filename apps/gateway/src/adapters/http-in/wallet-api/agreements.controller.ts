import { Controller, Get, HttpCode, Param, Post, Req, UseGuards } from '@nestjs/common';
import type { Agreement } from '@wallet/contracts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ListAgreements } from '../../../application/wallet-api/list-agreements';
import { UnbindAgreement } from '../../../application/wallet-api/unbind-agreement';
import { walletErrors } from './wallet-error';
import { WalletTokenGuard } from './wallet-token.guard';

/** How long one command may take. */
export abstract class CommandWall {
  abstract readonly wallMs: number;
}

const uuid = z.uuid();

/** A customer's agreements, for the wallet's own app: wallet-api.openapi.json. */
@Controller('wallet/v1/agreements')
@UseGuards(WalletTokenGuard)
export class AgreementsController {
  constructor(
    private readonly listing: ListAgreements,
    private readonly unbinding: UnbindAgreement,
    private readonly wall: CommandWall,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest): Promise<{ agreements: readonly Agreement[] }> {
    const { traceparent } = request.walletCall;
    const agreements = await this.listing.execute(customerOf(request), { traceparent, deadline: this.deadline() });
    if (typeof agreements === 'string') throw walletErrors[agreements]();
    return { agreements };
  }

  @Post(':agreementId/unbind')
  @HttpCode(200)
  async unbind(@Param('agreementId') agreementId: string, @Req() request: FastifyRequest) {
    if (!uuid.safeParse(agreementId).success) throw walletErrors['not-found']();
    const command = { agreementId, customerId: customerOf(request) };
    const terms = { traceparent: request.walletCall.traceparent, deadline: () => this.deadline() };
    const outcome = await this.unbinding.execute(command, terms);
    if (outcome !== 'unbound') throw walletErrors[outcome]();
    return { agreementId, status: 'CANCELLED' };
  }

  private deadline(): Date {
    return new Date(Date.now() + this.wall.wallMs);
  }
}

function customerOf({ walletCall: { customerId } }: FastifyRequest): string {
  if (customerId === undefined) throw new Error('the guard was passed without a customer');
  return customerId;
}
