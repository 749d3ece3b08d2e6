import { z } from 'zod';
import { Money, type MoneyFault } from './money';

const faults: Readonly<Record<MoneyFault, string>> = {
  currency: 'malformed currency: no ISO 4217 code',
  value: 'malformed value: whole minor units as text, e.g. "12050"',
};

/**
 * Money in our own messages: `{ currency, value }` with the value as text; decodes to `Money` and encodes back. What looks
 * like the code of a currency, and is none that we know, is an unknown word.
 */
export const moneySchema = z.codec(
  z.object({ currency: z.string(), value: z.string() }),
  z.custom<Money>((value) => value instanceof Money),
  {
    decode: (text, context) => {
      const parsed = Money.parse(text.currency, text.value);
      if (parsed.ok) return parsed.value;
      context.issues.push({
        code: 'custom',
        input: text,
        path: [parsed.fault],
        message: faults[parsed.fault],
        params: { unknownWord: parsed.fault === 'currency' && /^[A-Z]{3}$/.test(text.currency) },
      });
      return z.NEVER;
    },
    encode: (money) => money.toJSON(),
  },
);
