import { moneySchema } from '@wallet/money';
import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { keyedHashSchema } from '../fields/keyed-hash';
import { purchaseSchema } from '../fields/purchase';
import { ids } from '../fields/ids';

/** What is bought by a scanned code. No payment method is chosen: it is the wallet that scanned. */
const scannedPurchaseSchema = purchaseSchema.omit({ paymentMethodType: true }).extend({
  /** The merchant's price, in the merchant's currency. */
  orderAmount: moneySchema,
  /** For people, in its original language; absent: the merchant named no shop. */
  storeName: z.string().optional(),
});
export type ScannedPurchase = z.infer<typeof scannedPurchaseSchema>;

export const identifyScannerSchema = z.object({
  paymentRequestId: ids.paymentRequestId,
  customerId: ids.customerId,
  /** Keyed hash of the code and the customer together: the code itself is on no topic. */
  codeHash: keyedHashSchema,
  /** ISO 8601, UTC; absent: payments applies its own default. */
  paymentExpiryTime: z.iso.datetime().optional(),
  /** `HANDLE_BY_SDK`: the client SDK goes on; we debit nothing, and there is nothing to confirm. */
  scan: z.discriminatedUnion('action', [
    z.object({
      action: z.literal('HANDLE_BY_PSP'),
      purchase: scannedPurchaseSchema,
      acquirerId: z.string(),
      /** Where Alipay+ wants the result notified; absent: the agreed address. */
      paymentNotifyUrl: z.string().optional(),
      /** Where the user goes on after the payment; absent: nowhere. */
      paymentRedirectUrl: z.string().optional(),
    }),
    z.object({ action: z.literal('HANDLE_BY_SDK') }),
  ]),
});
export type IdentifyScannerCommand = z.infer<typeof identifyScannerSchema>;

/** First step of an order behind a scanned code: what is known of the customer whose app scanned it? */
export const identifyScanner = defineTopic<IdentifyScannerCommand>({
  name: 'auth.scan.command.v1',
  type: 'IdentifyScanner',
  schema: identifyScannerSchema,
  restsOn: ['token-hash'],
  keyOf: (command) => command.paymentRequestId,
});
