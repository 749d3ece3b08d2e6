import { linearPattern } from './linear-pattern';

/** What a rule asks of one value of a code; undefined is an absent value. */
export type Condition = (value: string | undefined) => boolean;

const form = /^(?<kind>[RSN])<(?<operand>.*)>$/s;

function ofNull(operand: string): Condition {
  if (operand === 'NULL') return (value) => value === undefined;
  if (operand === 'NOT_NULL') return (value) => value !== undefined;
  throw new RangeError('N<> asks for NULL or NOT_NULL');
}

function ofPattern(operand: string): Condition {
  const isFound = linearPattern(operand);
  return (value) => value !== undefined && isFound(value);
}

/**
 * Reads a condition of a rule: `R<regular expression>`, `S<prefix>`, `N<NULL>`, `N<NOT_NULL>`, or else equality.
 * Throws a RangeError or SyntaxError for a pattern that cannot be matched in linear time.
 */
export function parseCondition(text: string): Condition {
  const { kind, operand = '' } = form.exec(text)?.groups ?? {};
  if (kind === 'R') return ofPattern(operand);
  if (kind === 'S') return (value) => value?.startsWith(operand) ?? false;
  if (kind === 'N') return ofNull(operand);
  return (value) => value === text;
}
