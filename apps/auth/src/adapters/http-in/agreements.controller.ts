import { Body, Inject, Param, Query } from '@nestjs/common';
import { authEndpoints } from '@wallet/operator-contract';
import { LOGGER, OperatorCall, OperatorController, operatorError, readInput } from '@wallet/operator-endpoint';
import { newTraceparent, type Logger } from '@wallet/service';
import { z } from 'zod';
import { RevokeAgreement } from '../../application/agreements/revoke-agreement';
import { ShowAgreements } from '../../application/agreements/show-agreements';
import { agreementView } from './agreement-view';

@OperatorController()
export class AgreementsController {
  constructor(
    private readonly showAgreements: ShowAgreements,
    private readonly revokeAgreement: RevokeAgreement,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @OperatorCall(authEndpoints.listAgreements)
  async list(@Query() rawQuery: unknown) {
    const { customer } = readInput(authEndpoints.listAgreements.query, rawQuery);
    return { agreements: (await this.showAgreements.execute(customer)).map(agreementView) };
  }

  /** Without asking Alipay+; it is told. */
  @OperatorCall(authEndpoints.revokeAgreement)
  async revoke(@Param('agreementId') rawId: string, @Body() rawBody: unknown) {
    const agreementId = z.uuid().safeParse(rawId).data;
    const note = readInput(authEndpoints.revokeAgreement.body, rawBody);
    const by = { reason: 'OPERATOR', note } as const;
    const revoked =
      agreementId && (await this.revokeAgreement.execute({ agreementId, by, traceparent: newTraceparent() }));
    if (!revoked) throw operatorError(404, 'not-found', 'there is no agreement with this id');
    const { changed, agreement } = revoked;
    this.logger.info({ agreementId, changed, ...note }, 'operator revoked an agreement');
    return { changed, agreement: agreementView(agreement) };
  }
}
