import { z } from 'zod';
import { amount, freeText, text } from './fields';
import { goods } from './goods';

const merchantCategory = text(32);

const merchantFields = z.object({
  referenceMerchantId: text(64),
  merchantName: freeText(256).optional(),
  merchantDisplayName: freeText(256).optional(),
  merchantMCC: merchantCategory.optional(),
  merchantMcc: merchantCategory.optional(),
  merchantAddress: z.object({ region: text(2).optional() }).optional(),
});

/** Both spellings of the category that are in use. */
function spelledOnce<Merchant extends z.output<typeof merchantFields>>(merchant: Merchant) {
  const { merchantMcc, merchantAddress, ...rest } = merchant;
  return { ...rest, merchantMCC: merchant.merchantMCC ?? merchantMcc, region: merchantAddress?.region };
}

const orderFields = {
  referenceOrderId: text(64),
  orderDescription: freeText(256),
  orderAmount: amount,
  goods: goods.optional(),
};

/** What is bought, and from whom; the references are the merchant's own words. See docs/alipayplus.md#pay. */
export const orderSchema = z.object({ ...orderFields, merchant: merchantFields.transform(spelledOnce) });

const storeSchema = z
  .object({
    referenceStoreId: text(64).optional(),
    storeName: freeText(256).optional(),
    storeDisplayName: freeText(256).optional(),
    storeMCC: merchantCategory.optional(),
    storeMcc: merchantCategory.optional(),
  })
  .transform(({ storeMcc, ...store }) => ({ ...store, storeMCC: store.storeMCC ?? storeMcc }));

/** The same of a code that was scanned: the shop in which the user stands, and the browser of an entry code's page. */
export const scannedOrderSchema = z.object({
  ...orderFields,
  merchant: merchantFields.extend({ store: storeSchema.optional() }).transform(spelledOnce),
  env: z.object({ userAgent: text(1024).optional() }).optional(),
});
