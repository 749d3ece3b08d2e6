import { isCardNumber } from '@wallet/kernel';
import { metrics } from '@wallet/service';

const seen = metrics.counter(
  'messaging_card_numbers_seen_total',
  'ALERT: records that were sent although they hold what looks like a card number outside of all ids',
  ['topic'],
);

/**
 * Digits that stand alone, or four by four, or as American Express groups them. Ids, hashes, times and fractions have more
 * around; the letter of an escaped line break is none.
 */
const candidates =
  /[2-6](?<!(?:^|[^\\])[\w-].)(?<!\d\..)(?:\d{12,18}|\d{3}([ -])\d{4}\1\d{4}\1\d{4}|\d{3}([ -])\d{6}\2\d{5})(?![\w-])/g;

/**
 * What others gave as a name or to be given back: its digits are no card's, whatever they look like. A key is made of ids.
 */
const inNobodysWords = /"(?:key|\w*(?:Id|State|Url))":"(?:[^"\\]|\\.)*"/g;

/**
 * Alarms when a record seems to hold the number of a payment card. It is sent all the same: free texts were masked where
 * they entered, and a record that is held back would leave a payment in doubt. See docs/decisions/0038.
 */
export function watchForCardNumbers(topic: string, json: string): void {
  if (holdsCardNumber(json)) seen.inc({ topic });
}

/** Whether a JSON text holds what looks like a card number, plain or in groups, elsewhere than in an id. */
export function holdsCardNumber(json: string): boolean {
  for (const [found] of json.replace(inNobodysWords, '').matchAll(candidates)) {
    if (isCardNumber(found.replace(/[ -]/g, ''))) return true;
  }
  return false;
}
