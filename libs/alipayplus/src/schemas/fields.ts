import { Money } from '@wallet/money';
import { z } from 'zod';
import { parseDateTime } from '../date-time';

/** The field types of docs/alipayplus.md#conventions. No message holds a received value. */

const idCharacters = /^[!#-&(-[\]-_a-~]+$/;

/** An identifier: printable ASCII without space, quotes and backslash. */
export const id = (maxLength = 64) =>
  z
    .string()
    .max(maxLength, `must not be longer than ${maxLength}`)
    .regex(idCharacters, 'must be printable ASCII without space, quote or backslash');

/** Free text, kept verbatim; the length counts code points. */
export const text = (maxLength: number) =>
  z
    .string()
    .refine(
      (value) => value.length <= maxLength || [...value].length <= maxLength,
      `must not be longer than ${maxLength}`,
    );

/** Opaque; never parsed. The documented 20,000 characters are not enforced. */
export const passThroughInfo = text(65_536);

/** An opaque word of the merchant's that goes back in a redirect: any text without control characters. */
export const authState = text(256).regex(/^\P{Cc}+$/u, 'must not have control characters');

/** `"true"` or `"false"`, or a native boolean as some SDKs send it; false when absent. */
export const flag = z
  .union([z.boolean(), z.literal('true').transform(() => true), z.literal('false').transform(() => false)], {
    error: 'must be "true" or "false"',
  })
  .default(false);

export const dateTime = z.string().transform((value, context) => {
  const at = parseDateTime(value);
  if (at) return at;
  context.addIssue('must be an ISO 8601 date-time with offset');
  return z.NEVER;
});

const amountText = z.object({ currency: z.string(), value: z.string({ error: 'must be text' }) });

/** An amount as Money: digits as text in minor units of an ISO 4217 currency. */
export const amount = amountText.transform(({ currency, value }, context) => {
  const parsed = Money.parse(currency, value);
  if (parsed.ok) return parsed.value;
  const rule = { currency: 'must be an ISO 4217 code', value: 'must be a whole number of minor units below 10^18' };
  context.addIssue({ code: 'custom', path: [parsed.fault], message: rule[parsed.fault] });
  return z.NEVER;
});

/** An amount to pay: zero is refused. */
export const positiveAmount = amount.refine((money) => !money.isZero, { path: ['value'], error: 'must not be zero' });

/** An amount in a message that we send: stays text. */
export const wireAmount = amountText.refine(
  ({ currency, value }) => Money.parse(currency, value).ok,
  'must be an amount',
);

/** A date-time in a message that we send: stays text. */
export const wireDateTime = z
  .string()
  .refine((value) => parseDateTime(value) !== undefined, 'must be an ISO 8601 date-time with offset');

const verbatimLength = 16_384;

/** A part that is kept, compared and echoed as it came, but without what counts as absent; bounded as JSON text. */
export const verbatim = z
  .record(z.string(), z.json())
  .refine((value) => JSON.stringify(value).length <= verbatimLength, `must not be longer than ${verbatimLength}`);

export const url = z
  .string()
  .max(2048)
  .refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), 'must be an http or https URL');

/** An address that a user is sent to; refuses what two URL parsers could read differently. Which hosts is not ruled here. */
export const redirectUrl = url.regex(/^[^\s\\\p{Cc}]+$/u, 'must not have spaces, control characters or backslashes');

export const resultSchema = z.object({
  resultCode: z.string().min(1).max(64),
  resultStatus: z.enum(['S', 'F', 'U']),
  resultMessage: text(256).optional(),
});
