import {
  tokenForm,
  type AgreementPay,
  type EvaluationPay,
  type OrderPay,
  type PayerReference,
} from '@wallet/alipayplus';
import { echoedOf, type CustomerLookup, type Purchase } from '@wallet/contracts';
import { quoteOf } from './quote';
import type { Secrets } from '../secrets';

interface Method {
  readonly paymentMethodType: string;
}

/**
 * The words of Alipay+ in our own, and only what is needed to decide. Goods, `passThroughInfo` and the rest of the order
 * end here: no command grows with them.
 */
export function consideredPurchase(
  pay: AgreementPay | EvaluationPay | OrderPay,
  { paymentMethodType }: Method,
): Purchase {
  const { paymentAmount, payToAmount, paymentQuote } = pay;
  const { referenceMerchantId, merchantName, merchantDisplayName } = pay.order.merchant;
  return {
    paymentAmount,
    payToAmount,
    paymentMethodType,
    referenceMerchantId,
    merchantName: merchantName ?? merchantDisplayName ?? referenceMerchantId,
    paymentQuote: paymentQuote && quoteOf(paymentQuote),
  };
}

/** The same with what is kept of a purchase, compared with a repeat and told on. */
export function purchaseOf(pay: AgreementPay | OrderPay, method: Method): Purchase {
  const { surchargeInfo, order } = pay;
  const { orderDescription } = order;
  return { ...consideredPurchase(pay, method), orderDescription, surchargeInfo, ...echoedOf(pay) };
}

/** A login id without a type is a mobile number: Easy Pay knows no other. */
export const mobileLoginIdType = 'MOBILE';

interface LoginId {
  readonly userLoginId: string;
  readonly userLoginIdType?: string | undefined;
}

export const lookupOfLoginId = ({ userLoginId, userLoginIdType = mobileLoginIdType }: LoginId): CustomerLookup => ({
  by: 'loginId',
  loginId: userLoginId,
  loginIdType: userLoginIdType,
});

/** A `paymentMethodId` may be a customer id or an access token, of which only the hash goes on. */
export function lookupOf(payer: PayerReference, secrets: Secrets): CustomerLookup {
  if (payer.by === 'userLoginId') return lookupOfLoginId(payer);
  if (!tokenForm.test(payer.paymentMethodId)) return payer;
  return { by: 'accessToken', accessTokenHash: secrets.hash(payer.paymentMethodId) };
}
