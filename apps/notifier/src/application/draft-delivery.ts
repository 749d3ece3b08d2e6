import { apiPath } from '@wallet/alipayplus';
import { bindingKey, type AgreementFact, type SealKeys } from '@wallet/contracts';
import type { NotifyHosts } from '../domain/notify-hosts';
import { authNotice } from './auth-notice';
import type { NewDelivery } from './ports/deliveries';
import { paymentNotice, type PaymentResult } from './payment-notice';

export interface NoticeForm {
  /** Where a payment may be told beside the agreed address. */
  readonly hosts: NotifyHosts;
  /** Of the paths at the agreed address. */
  readonly apiPrefix: string;
  /** Of the times in a notice: `+08:00`. */
  readonly utcOffset: string;
  /** Open what facts hold sealed. */
  readonly sealKeys: SealKeys;
}

export type NoticeFact = PaymentResult | AgreementFact;

/** What is to be told of a fact; the text is frozen here. Throws DependencyFault. */
export function draftDelivery(fact: NoticeFact, form: NoticeForm): Omit<NewDelivery, 'delayMs' | 'traceId'> {
  return 'paymentRequestId' in fact ? ofPayment(fact, form) : ofAgreement(fact, form);
}

/** An order has one final result, whose delivery therefore needs no other id. */
const ofPayment = (fact: PaymentResult, form: NoticeForm) => ({
  eventId: fact.paymentRequestId,
  subject: fact.paymentRequestId,
  kind: 'NOTIFY_PAYMENT' as const,
  ...(form.hosts.find(fact.paymentNotifyUrl) ?? { origin: null, path: apiPath('notifyPayment', form.apiPrefix) }),
  body: JSON.stringify(paymentNotice(fact, form.utcOffset)),
});

function ofAgreement(fact: AgreementFact, form: NoticeForm) {
  const notice = authNotice(fact, form.sealKeys, form.utcOffset);
  return {
    eventId: fact.factId,
    subject: bindingKey(fact),
    kind: notice.authorizationNotifyType,
    origin: null,
    path: apiPath('authNotify', form.apiPrefix),
    body: JSON.stringify(notice),
  };
}
