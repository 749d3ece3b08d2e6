/** What a JSON text may not contain although `JSON.parse` would take it. */
export type JsonFault =
  | 'nested too deep'
  | 'too many keys'
  | 'duplicate key'
  | 'forbidden key'
  | 'forbidden character in a string'
  | 'malformed string'
  | 'number out of range';

const maxDepth = 16;
const maxKeys = 500;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);
/** What may unescape to a forbidden character. */
const suspiciousEscape = /\\u(?:0000|[dD][89a-fA-F])/;
const forbiddenCharacter = /[\0\p{Surrogate}]/u;
const largest = Number.MAX_VALUE;
const numberCharacters = '0123456789+-.eE';

/** Looks for the first fault in one pass. The grammar is left to `JSON.parse`: this only has to be right for valid JSON. */
export function findJsonFault(text: string): JsonFault | undefined {
  return new Scan(text).run();
}

class Scan {
  private at = 0;
  private keyCount = 0;
  /** The open containers: an object's keys so far, or `undefined` for an array. */
  private readonly open: (Set<string> | undefined)[] = [];

  constructor(private readonly text: string) {}

  run(): JsonFault | undefined {
    while (this.at < this.text.length) {
      const fault = this.step(this.text[this.at]!);
      if (fault) return fault;
    }
    return undefined;
  }

  private step(character: string): JsonFault | undefined {
    if (character === '"') return this.string();
    if (character === '-' || (character >= '0' && character <= '9')) return this.number();
    this.at += 1;
    if (character === '{' || character === '[') return this.enter(character);
    if (character === '}' || character === ']') this.open.pop();
    return undefined;
  }

  private enter(bracket: '{' | '['): JsonFault | undefined {
    this.open.push(bracket === '{' ? new Set() : undefined);
    return this.open.length > maxDepth ? 'nested too deep' : undefined;
  }

  private number(): JsonFault | undefined {
    const start = this.at;
    while (this.at < this.text.length && numberCharacters.includes(this.text[this.at]!)) this.at += 1;
    const value = +this.text.slice(start, this.at);
    return value > largest || value < -largest ? 'number out of range' : undefined;
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
    if (this.keyCount > maxKeys) return 'too many keys';
    if (forbiddenKeys.has(key)) return 'forbidden key';
    if (keys.has(key)) return 'duplicate key';
    keys.add(key);
    return undefined;
  }

  /** With its quotes; undefined when it does not end. */
  private stringToken(): string | undefined {
    const start = this.at;
    for (let at = start + 1; at < this.text.length; at += 1) {
      if (this.text[at] === '\\') at += 1;
      else if (this.text[at] === '"') {
        this.at = at + 1;
        return this.text.slice(start, this.at);
      }
    }
    return undefined;
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
