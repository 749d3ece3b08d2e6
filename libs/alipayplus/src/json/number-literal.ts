/** A JSON number whose text is not how its value is written: `1.50`, `1e3`. Where text is expected, the literal counts. */
export class NumberLiteral {
  constructor(readonly literal: string) {}

  get value(): number {
    return Number(this.literal);
  }

  toJSON(): number {
    return this.value;
  }
}

/** The text of a JSON number; undefined for everything else. */
export function literalOf(json: unknown): string | undefined {
  if (typeof json === 'number') return String(json);
  return json instanceof NumberLiteral ? json.literal : undefined;
}

/** Fifteen digits always come out of a double as they went in. */
const isShort = /^-?(?:\d{1,15}|(?=.{3,16}$)\d+\.\d+)$/;

/** Is the value of a literal the one that a double is written as? */
export const isExact = (literal: string, value: number): boolean =>
  isShort.test(literal) || digitsOf(literal) === digitsOf(String(value));

/** The digits that count, and the power of ten of the last one: equal for equal values. */
function digitsOf(literal: string): string {
  const [mantissa = '', exponent = '0'] = literal.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  let start = 0;
  while (digits[start] === '0') start += 1;
  let end = digits.length;
  while (end > start && digits[end - 1] === '0') end -= 1;
  if (start === end) return '0';
  return `${digits.slice(start, end)}e${Number(exponent) - fraction.length + digits.length - end}`;
}
