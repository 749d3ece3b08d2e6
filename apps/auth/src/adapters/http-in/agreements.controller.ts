import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { newTraceparent, type Logger } from '@wallet/service';
import { z } from 'zod';
import { operatorError, OperatorTokenGuard, readOperatorNote } from '@wallet/operator-endpoint';
import { RevokeAgreement } from '../../application/agreements/revoke-agreement';
import { ShowAgreements } from '../../application/agreements/show-agreements';
import { agreementView, type AgreementView } from './agreement-view';
import { LOGGER } from './customers.controller';

/** For operators only: `/operator/v1/agreements`. */
@Controller('operator/v1/agreements')
@UseGuards(OperatorTokenGuard)
export class AgreementsController {
  constructor(
    private readonly showAgreements: ShowAgreements,
    private readonly revokeAgreement: RevokeAgreement,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get()
  async list(@Query('customer') rawCustomer: unknown): Promise<{ agreements: AgreementView[] }> {
    const reference = z.string().min(1).safeParse(rawCustomer).data;
    if (reference === undefined)
      throw operatorError(400, 'bad-request', 'say whose: ?customer=<login id or customer id>');
    return { agreements: (await this.showAgreements.execute(reference)).map(agreementView) };
  }

  /** Without asking Alipay+; it is told. */
  @Post(':agreementId/revoke')
  @HttpCode(200)
  async revoke(
    @Param('agreementId') rawId: string,
    @Body() rawBody: unknown,
  ): Promise<{ changed: boolean; agreement: AgreementView }> {
    const agreementId = z.uuid().safeParse(rawId).data;
    const note = readOperatorNote(rawBody);
    const by = { reason: 'OPERATOR', note } as const;
    const revoked =
      agreementId && (await this.revokeAgreement.execute({ agreementId, by, traceparent: newTraceparent() }));
    if (!revoked) throw operatorError(404, 'not-found', 'there is no agreement with this id');
    const { changed, agreement } = revoked;
    this.logger.info({ agreementId, changed, ...note }, 'operator revoked an agreement');
    return { changed, agreement: agreementView(agreement) };
  }
}
