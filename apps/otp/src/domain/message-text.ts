import type { Money } from '@wallet/money';
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

/**
 * A merchant's or a client's name as it may stand in a message: one line without control, formatting, bidirectional or invisible
 * characters, at most 40 characters.
 */
export function sanitiseName(rawName: string): string {
  const visible = rawName
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[\p{C}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = Array.from(visible);
  if (characters.length <= maxNameLength) return visible || 'the merchant';
  return characters.slice(0, maxNameLength - 1).join('') + '…';
}

function lifeText(lifeMs: number): string {
  const seconds = Math.max(1, Math.floor(lifeMs / 1000));
  if (seconds < 120) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.floor(seconds / 60)} minutes`;
}

/**
 * The text of a message: `{code}` and `{life}` of the template, an order's `{amount}` and `{merchant}`, an authCode's
 * `{client}`, filled in one pass.
 */
export function messageText(template: string, words: SubjectWords & { code: string; lifeMs: number }): string {
  const { code, lifeMs, amount, rawMerchantName, rawClientName } = words;
  const texts: Record<string, string | undefined> = {
    '{code}': code,
    '{life}': lifeText(lifeMs),
    '{amount}': amount?.format(),
    '{merchant}': rawMerchantName === undefined ? undefined : sanitiseName(rawMerchantName),
    '{client}': rawClientName === undefined ? undefined : sanitiseName(rawClientName),
  };
  return template.replace(/\{\w+\}/g, (name) => texts[name] ?? name);
}
