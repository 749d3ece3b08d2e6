import { accepted, illegal, type Parsed } from '../results/parsed';
import { parseWith } from '../schemas/parse-with';
import { scannedCode } from './emvco/scanned-code';
import { parseExtendInfo } from './rules/extra-conditions';
import { metered, mostSteps } from './rules/linear-pattern';
import { type Matcher, matcherOf } from './rules/matcher';
import { codeMatchPattern } from './rules/rule-schema';

/** A list of a wallet's own: does one of its patterns meet this code? In time linear in the code. */
export type CodeList = (codeValue: string) => boolean;

const nothingMore = parseExtendInfo(undefined);

function matcherIn(json: unknown): Parsed<Matcher> {
  const parsed = parseWith(codeMatchPattern, json);
  if (!parsed.ok) return parsed;
  try {
    return accepted(matcherOf(parsed.value, nothingMore));
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n');
    return illegal('pattern', reason);
  }
}

/**
 * Reads patterns in the form of `codeMatchPattern` of inquiryCodeRules: PREFIX, REGEX or EMVCO. One that cannot be read, or
 * matched in linear time, refuses the whole list, because nobody could say what it was meant to keep in.
 */
export function compileCodeList(patterns: readonly unknown[]): Parsed<CodeList> {
  const { made: read, steps } = metered(() => patterns.map(matcherIn));
  const fault = read.find((each) => !each.ok);
  if (fault) return fault;
  if (steps > mostSteps) return illegal('pattern', 'the patterns of the list are too costly together');
  const matchers = read.flatMap((each) => (each.ok ? [each.value] : []));
  return accepted((codeValue) => {
    const code = scannedCode(codeValue);
    return matchers.some((match) => match(code) !== undefined);
  });
}
