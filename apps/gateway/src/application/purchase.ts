import {
  tokenForm,
  type AgreementPay,
  type EvaluationPay,
  type OrderPay,
  type PayerReference,
} from '@wallet/alipayplus';
import type { CustomerLookup, Purchase } from '@wallet/contracts';
import { quoteOf } from './quote';
import type { Secrets } from './secrets';

/** The words of Alipay+ in our own. */
export function purchaseOf(
  pay: AgreementPay | EvaluationPay | OrderPay,
  { paymentMethodType }: { readonly paymentMethodType: string },
): Purchase {
  const { paymentAmount, payToAmount, paymentQuote, surchargeInfo, paymentPromoInfo } = pay;
  const { referenceMerchantId, merchantName, merchantDisplayName } = pay.order.merchant;
  return {
    paymentAmount,
    payToAmount,
    paymentMethodType,
    referenceMerchantId,
    merchantName: merchantName ?? merchantDisplayName ?? referenceMerchantId,
    paymentQuote: paymentQuote && quoteOf(paymentQuote),
    surchargeInfo,
    paymentPromoInfo,
  };
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
