import type { DecodedOrder, UserInitiatedPayAnswer } from '@wallet/alipayplus';
import { echoedOf, type IdentifyScannerCommand, type ScannedPurchase } from '@wallet/contracts';
import { quoteOf } from '../alipayplus/quote';

type HandledBySdk = Extract<UserInitiatedPayAnswer, { kind: 'handleBySdk' }>;
type Scan = Omit<IdentifyScannerCommand, 'customerId' | 'codeHash'>;

/** The words of Alipay+ in our own, and only what is kept, shown or compared. */
export function scanOf(decoded: DecodedOrder): Scan {
  const { paymentRequestId, paymentExpiryTime, acquirerId, paymentNotifyUrl, paymentRedirectUrl } = decoded;
  const purchase = purchaseOf(decoded);
  return {
    paymentRequestId,
    paymentExpiryTime: paymentExpiryTime?.toISOString(),
    scan: { action: 'HANDLE_BY_PSP', purchase, acquirerId, paymentNotifyUrl, paymentRedirectUrl },
  };
}

/** Undefined: it has no id, so nothing is kept of it. */
export function sdkScanOf({ paymentRequestId, paymentExpiryTime }: HandledBySdk): Scan | undefined {
  if (paymentRequestId === undefined) return undefined;
  const scan = { action: 'HANDLE_BY_SDK' } as const;
  return { paymentRequestId, paymentExpiryTime: paymentExpiryTime?.toISOString(), scan };
}

function purchaseOf(decoded: DecodedOrder): ScannedPurchase {
  const { paymentAmount, payToAmount, paymentQuote, surchargeInfo, order } = decoded;
  const { referenceMerchantId, merchantName, merchantDisplayName, store } = order.merchant;
  return {
    paymentAmount,
    payToAmount,
    orderAmount: order.orderAmount,
    referenceMerchantId,
    merchantName: merchantName ?? merchantDisplayName ?? referenceMerchantId,
    storeName: store?.storeName ?? store?.storeDisplayName,
    orderDescription: order.orderDescription,
    paymentQuote: paymentQuote && quoteOf(paymentQuote),
    surchargeInfo,
    ...echoedOf(decoded),
  };
}
