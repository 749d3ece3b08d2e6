import type { JsonObject } from './exchange';

/**
 * Ways of answering that Alipay+ has not agreed to:
 * `hang` never, `late` after so many ms, `twice` the same bytes again, `drop` closes and `rst` resets the connection, `half` of
 * the answer, then closes; `error` is a 500, `redirect` a 302 to a path that must not be called, `html` a page with status 200;
 * `huge` a right answer of 10 MB, `gzip-bomb` one that unpacks to 1 GiB; `unsigned`; `wrong-signature`; `stale` is signed right for
 * a time so many ms ago and `misdirected` for another URI, as the answer to another call would be.
 */
const words = [
  'hang',
  'late',
  'twice',
  'drop',
  'rst',
  'half',
  'error',
  'redirect',
  'html',
  'huge',
  'gzip-bomb',
  'unsigned',
  'wrong-signature',
  'stale',
  'misdirected',
] as const;
export type MisbehaviourWord = (typeof words)[number];

/** A number may follow `late` and `stale` (ms) and `error` (the HTTP status): `late:4900`. */
export type Misbehaviour = MisbehaviourWord | `${'late' | 'stale' | 'error'}:${number}`;

export interface PlannedAnswer {
  readonly body: JsonObject;
  readonly misbehaviour?: Misbehaviour | undefined;
}

const withNumber = /^(?:(?:late|stale):\d{1,7}|error:[45]\d\d)$/;

export const isMisbehaviour = (text: string): text is Misbehaviour =>
  (words as readonly string[]).includes(text) || withNumber.test(text);

/** The word and the number behind it, if there is one. */
export function partsOf(misbehaviour: Misbehaviour): { word: MisbehaviourWord; argument: number | undefined } {
  const [word, argument] = misbehaviour.split(':');
  return { word: word as MisbehaviourWord, argument: argument === undefined ? undefined : Number(argument) };
}
