import { z } from 'zod';
import { literalOf } from '../json/number-literal';
import { dateTime, id, text } from './fields';

/** More than 0, in at most 18 digits on either side of the point, as text or as a bare number. */
const positiveDecimal = z.preprocess(
  (json) => literalOf(json) ?? json,
  z.string({ error: 'must be text' }).regex(/^(?=.*[1-9])\d{1,18}(\.\d{1,18})?$/, 'must be a positive decimal number'),
);

/** The rate that an amount was converted at. See docs/alipayplus.md#quotes-and-currencies. */
export const quote = z.object({
  quoteId: id(),
  quoteCurrencyPair: text(16),
  quotePrice: positiveDecimal,
  quoteUnit: positiveDecimal.optional(),
  quoteStartTime: dateTime.optional(),
  quoteExpiryTime: dateTime.optional(),
});
export type Quote = z.output<typeof quote>;
