import { Money } from '@wallet/money';
import { z } from 'zod';
import { parseDateTime } from '../schemas/date-time';

/** The field types of what we send, as strictly as Alipay+ may read them. No message holds a value. */

const must = (rule: string) => (issue: { readonly input?: unknown }) =>
  issue.input === undefined ? 'is missing' : rule;

const isWithin = (value: string, maxLength: number): boolean => [...value].length <= maxLength;

/** What is not known is left out, never an empty text; the length counts code points. */
export const wireText = (maxLength: number) =>
  z
    .string({ error: must('must be text') })
    .min(1, 'must not be empty')
    .refine((value) => isWithin(value, maxLength), `must not be longer than ${maxLength}`);

export const wireId = (maxLength = 64) => wireText(maxLength).regex(/^[\x21-\x7e]*$/, 'must be printable ASCII');

export const wireUrl = wireText(2048).refine(
  (value) => /^https?:\/\//.test(value) && URL.canParse(value),
  'must be an http or https URL',
);

const isoWithOffset = /T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Also of a `Response-Time` or `Request-Time`. */
export const wireTime = z
  .string({ error: must('must be text') })
  .refine(
    (value) => isoWithOffset.test(value) && parseDateTime(value) !== undefined,
    'must be an ISO 8601 date-time with an offset such as +08:00',
  );

export interface Amount {
  readonly currency: string;
  readonly value: string;
}

function isAmount(json: unknown): boolean {
  const { currency, value } = (json ?? {}) as Record<string, unknown>;
  return Money.parse(currency, value).ok;
}

export const wireMoney = z.custom<Amount>(isAmount, { error: must('must be an ISO 4217 code and digits as text') });

export const wireInfo = z.record(z.string(), z.unknown(), { error: must('must be an object') });

export const wireResult = z.object({
  resultCode: wireText(64),
  resultStatus: z.enum(['S', 'F', 'U'], { error: must('must be S, F or U') }),
  resultMessage: wireText(256).nullish(),
});

export type WireResult = z.output<typeof wireResult>;
