import type { Money } from '@wallet/money';

export const defaultTemplate = '{code} is your code to pay {amount} to {merchant}. Valid for {life}. Never share it.';

const maxMerchantLength = 40;

/**
 * A merchant's name as it may stand in a message: one line without control, formatting, bidirectional or invisible
 * characters, at most 40 characters.
 */
export function sanitiseMerchant(rawName: string): string {
  const visible = rawName
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[\p{C}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = Array.from(visible);
  if (characters.length <= maxMerchantLength) return visible || 'the merchant';
  return characters.slice(0, maxMerchantLength - 1).join('') + '…';
}

function lifeText(lifeMs: number): string {
  const seconds = Math.max(1, Math.floor(lifeMs / 1000));
  if (seconds < 120) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.floor(seconds / 60)} minutes`;
}

/** The text of a message: `{code}`, `{amount}`, `{merchant}` and `{life}` of the template, filled in one pass. */
export function messageText(
  template: string,
  values: { code: string; amount: Money; rawMerchantName: string; lifeMs: number },
): string {
  const texts: Record<string, string> = {
    '{code}': values.code,
    '{amount}': values.amount.format(),
    '{merchant}': sanitiseMerchant(values.rawMerchantName),
    '{life}': lifeText(values.lifeMs),
  };
  return template.replace(/\{\w+\}/g, (name) => texts[name] ?? name);
}
