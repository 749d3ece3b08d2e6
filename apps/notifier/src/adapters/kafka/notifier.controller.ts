import { agreementFacts, paymentFacts, type AgreementFact, type Command, type PaymentFact } from '@wallet/contracts';
import { inBatches, topicsController } from '@wallet/messaging';
import type { RecordDeliveries } from '../../application/record-deliveries';

export const notifierTopics = { ofPayments: paymentFacts, ofAgreements: agreementFacts };

/** Every topic that notifier handles: of what they tell, Alipay+ is told. */
export function notifierController(recordDeliveries: RecordDeliveries) {
  const execute = (batch: readonly Command<PaymentFact | AgreementFact>[]) => recordDeliveries.execute(batch);
  return topicsController(...inBatches(notifierTopics, { ofPayments: { execute }, ofAgreements: { execute } }));
}
