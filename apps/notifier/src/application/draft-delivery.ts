import { bindingKey, type AgreementFact, type PaymentFact, type SealKeys } from '@wallet/contracts';
import { authNotice } from './auth-notice';
import type { NewDelivery } from './deliveries';
import { paymentNotice } from './payment-notice';

export interface NoticeForm {
  readonly notifyPaymentPath: string;
  readonly authNotifyPath: string;
  /** Of the times in a notice: `+08:00`. */
  readonly utcOffset: string;
  /** Open what facts hold sealed. */
  readonly sealKeys: SealKeys;
}

export type NoticeFact = PaymentFact | AgreementFact;

/** What is to be told of a fact; the text is frozen here. Throws DependencyFault. */
export function draftDelivery(fact: NoticeFact, form: NoticeForm): Omit<NewDelivery, 'delayMs'> {
  return 'paymentRequestId' in fact ? ofPayment(fact, form) : ofAgreement(fact, form);
}

/** An order has one final result, whose delivery therefore needs no other id. */
const ofPayment = (fact: PaymentFact, form: NoticeForm) => ({
  eventId: fact.paymentRequestId,
  subject: fact.paymentRequestId,
  kind: 'NOTIFY_PAYMENT' as const,
  path: form.notifyPaymentPath,
  body: JSON.stringify(paymentNotice(fact, form.utcOffset)),
});

function ofAgreement(fact: AgreementFact, form: NoticeForm) {
  const notice = authNotice(fact, form.sealKeys, form.utcOffset);
  return {
    eventId: fact.factId,
    subject: bindingKey(fact),
    kind: notice.authorizationNotifyType,
    path: form.authNotifyPath,
    body: JSON.stringify(notice),
  };
}
