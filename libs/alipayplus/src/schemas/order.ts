import { z } from 'zod';
import { amount, freeText, text } from './fields';
import { goods } from './goods';

const merchantCategory = text(32);

const merchantSchema = z
  .object({
    referenceMerchantId: text(64),
    merchantName: freeText(256).optional(),
    merchantDisplayName: freeText(256).optional(),
    merchantMCC: merchantCategory.optional(),
    merchantMcc: merchantCategory.optional(),
    merchantAddress: z.object({ region: text(2).optional() }).optional(),
  })
  .transform(({ merchantMcc, merchantAddress, ...merchant }) => ({
    ...merchant,
    merchantMCC: merchant.merchantMCC ?? merchantMcc,
    region: merchantAddress?.region,
  }));

/** What is bought, and from whom; the references are the merchant's own words. See docs/alipayplus.md#pay. */
export const orderSchema = z.object({
  referenceOrderId: text(64),
  orderDescription: freeText(256),
  orderAmount: amount,
  merchant: merchantSchema,
  goods: goods.optional(),
});
