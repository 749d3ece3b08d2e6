import type { Money } from '@wallet/money';
import { fitsOneSegment, isGsm7 } from './sms-encoding';
import type { SubjectKind } from './subject';

export type MessageTemplates = Readonly<Record<SubjectKind, string>>;

export const defaultTemplates: MessageTemplates = {
  order: '{code} is your code to pay {amount} to {merchant}. Valid for {life}. Never share it.',
  'auth-code': '{code} is your code to link your wallet with {client}. Valid for {life}. Never share it.',
  'access-token': '{code} is your verification code. Valid for {life}. Never share it.',
};

/** What a subject gives a message to tell, beside the code and its life. */
export interface SubjectWords {
  readonly amount?: Money;
  readonly rawMerchantName?: string;
  readonly rawClientName?: string;
}

const maxNameLength = 40;
/** A shorter one says too little: rather a second segment. */
const minNameLength = 10;

const plainMarks = { "'": '‘’‚`´', '"': '“”„«»', '-': '‐‑‒–—−•·', '...': '…', '(TM)': '™' };
const asciiOf = new Map(
  Object.entries(plainMarks).flatMap(([plain, marks]) => [...marks].map((mark) => [mark, plain] as const)),
);

/**
 * A merchant's or a client's name as it may stand in a message: one line without control, formatting, bidirectional or
 * invisible characters. Typographic marks become plain ones where that makes it a name of the GSM alphabet.
 */
function visibleName(rawName: string): string {
  const visible = rawName
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[\p{C}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const plain = visible.replace(/\P{ASCII}|`/gu, (character) => asciiOf.get(character) ?? character);
  return (isGsm7(plain) ? plain : visible) || 'the merchant';
}

/** At most so many characters, with a mark where some are left out: one of the GSM alphabet, if the rest is. */
function cutTo(length: number, name: string): string {
  const characters = Array.from(name);
  if (characters.length <= length) return name;
  const dotted = `${characters
    .slice(0, length - 3)
    .join('')
    .trimEnd()}...`;
  return isGsm7(dotted)
    ? dotted
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

/** As much of the name as leaves the message in one segment; where none does, all that a name may have. */
function withName(rawName: string, fill: (name: string) => string): string {
  const name = visibleName(rawName);
  const longest = Math.min(maxNameLength, Array.from(name).length);
  for (let length = longest; length >= Math.min(minNameLength, longest); length--) {
    const text = fill(cutTo(length, name));
    if (fitsOneSegment(text)) return text;
  }
  return fill(cutTo(maxNameLength, name));
}

function lifeText(lifeMs: number): string {
  const seconds = Math.max(1, Math.floor(lifeMs / 1000));
  if (seconds < 120) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.floor(seconds / 60)} minutes`;
}

/**
 * The text of a message: `{code}` and `{life}` of the template, an order's `{amount}` and `{merchant}`, an authCode's
 * `{client}`, filled in one pass. It is of the GSM alphabet if template and name are, and one segment if it can be.
 */
export function messageText(template: string, words: SubjectWords & { code: string; lifeMs: number }): string {
  const { code, lifeMs, amount, rawMerchantName, rawClientName } = words;
  const fill = (name?: string): string => {
    const texts: Record<string, string | undefined> = {
      '{code}': code,
      '{life}': lifeText(lifeMs),
      '{amount}': amount?.format(),
      '{merchant}': rawMerchantName === undefined ? undefined : name,
      '{client}': rawClientName === undefined ? undefined : name,
    };
    return template.replace(/\{\w+\}/g, (word) => texts[word] ?? word);
  };
  const rawName = rawMerchantName ?? rawClientName;
  return rawName === undefined ? fill() : withName(rawName, fill);
}
