import type { EvaluationPay, OrderPay, PayerReference } from '@wallet/alipayplus';
import type { CustomerLookup, Purchase } from '@wallet/contracts';

/** The words of Alipay+ in our own. */
export function purchaseOf({ order, paymentAmount, payToAmount, paymentMethod }: EvaluationPay | OrderPay): Purchase {
  const { referenceMerchantId, merchantName, merchantDisplayName } = order.merchant;
  return {
    paymentAmount,
    payToAmount,
    paymentMethodType: paymentMethod.paymentMethodType,
    referenceMerchantId,
    merchantName: merchantName ?? merchantDisplayName ?? referenceMerchantId,
  };
}

/** A login id without a type is a mobile number: Easy Pay knows no other. */
export const mobileLoginIdType = 'MOBILE';

export function lookupOf(payer: PayerReference): CustomerLookup {
  if (payer.by === 'paymentMethodId') return payer;
  return { by: 'loginId', loginId: payer.userLoginId, loginIdType: payer.userLoginIdType ?? mobileLoginIdType };
}
