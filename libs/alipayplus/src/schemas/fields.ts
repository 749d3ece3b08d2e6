import { maskCardNumbers } from '@wallet/kernel';
import { Money } from '@wallet/money';
import { z } from 'zod';
import { parseDateTime } from './date-time';
import { literalOf } from '../json/number-literal';

/** The field types of docs/alipayplus.md#conventions. No message holds a received value. */

const integer = /^(?:0|-?[1-9]\d*)$/;

/** A plain JSON integer where text is expected is taken by its literal. */
function literally(json: unknown): unknown {
  const literal = literalOf(json);
  return literal !== undefined && integer.test(literal) ? literal : json;
}

const idCharacters = /^[!#-&(-[\]-_a-~]+$/;

/** An identifier: printable ASCII without space, quotes and backslash. Its digits are never looked at. */
export const id = (maxLength = 64) =>
  z.preprocess(
    literally,
    z
      .string()
      .max(maxLength, `must not be longer than ${maxLength}`)
      .regex(idCharacters, 'must be printable ASCII without space, quote or backslash'),
  );

const boundedString = (maxLength: number) =>
  z
    .string()
    .refine(
      (value) => value.length <= maxLength || [...value].length <= maxLength,
      `must not be longer than ${maxLength}`,
    );

/** A reference, code or word of others in any characters, kept verbatim; the length counts code points. */
export const text = (maxLength: number) => z.preprocess(literally, boundedString(maxLength));

/** What people wrote for people: kept, but for card numbers, which become their last four digits as soon as they enter. */
export const freeText = (maxLength: number) =>
  z.preprocess(literally, boundedString(maxLength).transform(maskCardNumbers));

/** Opaque; never parsed. The documented 20,000 characters are not enforced. */
export const passThroughInfo = text(65_536);

/** An opaque word of the merchant's that goes back in a redirect: any text without control characters. */
export const authState = z.preprocess(
  literally,
  boundedString(256).regex(/^\P{Cc}+$/u, 'must not have control characters'),
);

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

/** An amount as Money: digits as text in minor units of an ISO 4217 currency. */
export const amount = z
  .object({ currency: z.string(), value: z.preprocess(literally, z.string({ error: 'must be text' })) })
  .transform(({ currency, value }, context) => {
    const parsed = Money.parse(currency, value);
    if (parsed.ok) return parsed.value;
    const rule = { currency: 'must be an ISO 4217 code', value: 'must be a whole number of minor units below 10^18' };
    context.addIssue({ code: 'custom', path: [parsed.fault], message: rule[parsed.fault] });
    return z.NEVER;
  });

/** An amount to pay: zero is refused. */
export const positiveAmount = amount.refine((money) => !money.isZero, { path: ['value'], error: 'must not be zero' });

export const url = z
  .string()
  .max(2048)
  .refine((value) => /^https?:\/\//i.test(value) && URL.canParse(value), 'must be an http or https URL');

/** An address that a user is sent to; refuses what two URL parsers could read differently. Which hosts is not ruled here. */
export const redirectUrl = url.regex(/^[^\s\\\p{Cc}]+$/u, 'must not have spaces, control characters or backslashes');

const maxResultMessage = 256;

/** A result of others: no message makes it worth less, however long it is. */
export const theirResultSchema = z.object({
  resultCode: z.string().min(1).max(64),
  resultStatus: z.enum(['S', 'F', 'U']),
  resultMessage: z
    .unknown()
    .optional()
    .transform((message) =>
      typeof message === 'string' ? [...message].slice(0, maxResultMessage).join('') : undefined,
    ),
});
