import { z } from 'zod';
import { maxGoods } from '../json/json-limits';
import { amount, freeText, text } from './fields';

/** What is in the basket. Nobody needs it yet, so only what is there is checked for its form. */
export const goods = z
  .array(
    z.object({
      referenceGoodsId: text(64).optional(),
      goodsName: freeText(256).optional(),
      goodsCategory: text(256).optional(),
      goodsBrand: text(256).optional(),
      goodsUnitAmount: amount.optional(),
      goodsQuantity: text(32).optional(),
    }),
  )
  .max(maxGoods, `must not have more than ${maxGoods} items`);
