import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { ids } from '../fields/ids';

const schema = z.object({ agreementId: ids.agreementId, customerId: ids.customerId });
export type UnbindAgreementCommand = z.infer<typeof schema>;

/** Wallet app: what consultUnbinding asks about. Answered `unbinding`, or refused `AgreementNotFound`; changes nothing. */
export const consultAgreement = defineTopic<UnbindAgreementCommand>({
  name: 'auth.unbinding.command.v1',
  type: 'ConsultAgreement',
  schema,
  keyOf: (command) => command.agreementId,
});

/** Wallet app, after Alipay+ has allowed it: ends the agreement. Answered `agreement-revoked`, also when it had ended. */
export const revokeAgreement = defineTopic<UnbindAgreementCommand>({
  name: 'auth.revocation.command.v1',
  type: 'RevokeAgreement',
  schema,
  keyOf: (command) => command.agreementId,
  outlivesItsDeadline: () => true,
});
