import { z } from 'zod';
import { Money } from './money';

/** Money in our own messages: strictly `{ currency, value }` with the value as text; decodes to `Money` and encodes back. */
export const moneySchema = z.codec(
  z.strictObject({ currency: z.string(), value: z.string() }),
  z.custom<Money>((value) => value instanceof Money),
  {
    decode: (text, context) => {
      const parsed = Money.parse(text.currency, text.value);
      if (parsed.ok) return parsed.value;
      context.issues.push({
        code: 'custom',
        input: text,
        path: [parsed.fault],
        message: `malformed ${parsed.fault}`,
      });
      return z.NEVER;
    },
    encode: (money) => money.toJSON(),
  },
);
