import { jsonLimits } from './json-limits';
import { isExact } from './number-literal';

/** What a JSON text may not contain although `JSON.parse` would take it. */
type JsonFault =
  | 'nested too deep'
  | 'too many keys'
  | 'too many items'
  | 'duplicate key'
  | 'forbidden key'
  | 'forbidden character in a string'
  | 'malformed string'
  | 'malformed key'
  | 'number out of range'
  | 'number with too many digits';

export interface NumberRule {
  /** Whether a number that a double cannot hold is a fault. */
  readonly mustBeExact: boolean;
}

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);
/** What may unescape to a forbidden character. */
const suspiciousEscape = /\\u(?:0000|[dD][89a-fA-F])/;
const forbiddenCharacter = /[\0\p{Surrogate}]/u;
const numberCharacters = '0123456789+-.eE';
/** A double holds each of these, and is written so. */
const shortInteger = /^[1-9]\d{0,14}$/;
const numberGrammar = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Begins the text that stands for a number literal. No string of a scanned text can: NUL is forbidden there. */
export const literalMark = '\0';
const writtenMark = '\\u0000';

export type Scanned = { readonly fault: JsonFault } | { readonly text: string; readonly hasLiterals: boolean };

/**
 * Looks for the first fault in one pass, and writes each number whose text is not how its value is written as a string
 * with `literalMark`. The grammar is left to `JSON.parse`: this only has to be right for valid JSON.
 */
export function scanJson(text: string, numbers: NumberRule): Scanned {
  return new Scan(text, numbers).run();
}

class Scan {
  private at = 0;
  private keyCount = 0;
  private itemCount = 0;
  /** The open containers: an object's keys so far, or `undefined` for an array. */
  private readonly open: (Set<string> | undefined)[] = [];
  private readonly pieces: string[] = [];
  private copied = 0;

  constructor(
    private readonly text: string,
    private readonly numbers: NumberRule,
  ) {}

  run(): Scanned {
    while (this.at < this.text.length) {
      const fault = this.step(this.text[this.at]!);
      if (fault) return { fault };
    }
    const hasLiterals = this.pieces.length > 0;
    return { text: hasLiterals ? this.pieces.join('') + this.text.slice(this.copied) : this.text, hasLiterals };
  }

  private step(character: string): JsonFault | undefined {
    if (character === '"') return this.string();
    if (character === '-' || (character >= '0' && character <= '9')) return this.number();
    this.at += 1;
    if (character === '{' || character === '[') return this.enter(character);
    if (character === '}' || character === ']') this.open.pop();
    return character === ',' ? this.item() : undefined;
  }

  private enter(bracket: '{' | '['): JsonFault | undefined {
    this.open.push(bracket === '{' ? new Set() : undefined);
    return this.open.length > jsonLimits.depth ? 'nested too deep' : undefined;
  }

  private item(): JsonFault | undefined {
    if (this.open.at(-1) === undefined) this.itemCount += 1;
    return this.itemCount > jsonLimits.items ? 'too many items' : undefined;
  }

  private number(): JsonFault | undefined {
    const start = this.at;
    while (this.at < this.text.length && numberCharacters.includes(this.text[this.at]!)) this.at += 1;
    const literal = this.text.slice(start, this.at);
    if (shortInteger.test(literal)) return undefined;
    const value = +literal;
    if (Math.abs(value) > Number.MAX_VALUE) return 'number out of range';
    if (String(value) === literal || !numberGrammar.test(literal)) return undefined;
    if (this.numbers.mustBeExact && !isExact(literal, value)) return 'number with too many digits';
    this.pieces.push(this.text.slice(this.copied, start), `"${writtenMark}${literal}"`);
    this.copied = this.at;
    return this.colonFollows() ? 'malformed key' : undefined;
  }

  private string(): JsonFault | undefined {
    const token = this.stringToken();
    if (token === undefined) return 'malformed string';
    const keys = this.open.at(-1);
    const isKey = keys !== undefined && this.colonFollows();
    if (!isKey && !suspiciousEscape.test(token)) return undefined;
    const content = unescape(token);
    if (content === undefined) return 'malformed string';
    if (forbiddenCharacter.test(content)) return 'forbidden character in a string';
    return isKey ? this.key(content, keys) : undefined;
  }

  private key(key: string, keys: Set<string>): JsonFault | undefined {
    this.keyCount += 1;
    if (this.keyCount > jsonLimits.keys) return 'too many keys';
    if (forbiddenKeys.has(key)) return 'forbidden key';
    if (keys.has(key)) return 'duplicate key';
    keys.add(key);
    return undefined;
  }

  /** With its quotes; undefined when it does not end. */
  private stringToken(): string | undefined {
    const start = this.at;
    let end = this.text.indexOf('"', start + 1);
    while (end > 0 && this.isEscaped(end, start)) end = this.text.indexOf('"', end + 1);
    if (end < 0) return undefined;
    this.at = end + 1;
    return this.text.slice(start, this.at);
  }

  private isEscaped(quote: number, start: number): boolean {
    let first = quote;
    while (first - 1 > start && this.text[first - 1] === '\\') first -= 1;
    return (quote - first) % 2 === 1;
  }

  private colonFollows(): boolean {
    while (this.at < this.text.length && ' \t\n\r'.includes(this.text[this.at]!)) this.at += 1;
    return this.text[this.at] === ':';
  }
}

function unescape(token: string): string | undefined {
  try {
    return JSON.parse(token) as string;
  } catch {
    return undefined;
  }
}
