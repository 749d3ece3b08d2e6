import { z } from 'zod';
import type { EmvcoCode } from '../emvco/emvco-code';
import { type Condition, parseCondition } from './condition';

/** The names that a rule gives to root objects of an EMVCo code. */
const rootTags = new Map([
  ['pointOfInitiationMethod', '01'],
  ['merchantCategoryCode', '52'],
  ['transactionCurrency', '53'],
  ['transactionAmount', '54'],
  ['countryCode', '58'],
  ['merchantName', '59'],
  ['merchantCity', '60'],
]);

const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('must be JSON');
    return z.NEVER;
  }
});
/** Text, or a number such as 116; an empty one asks for nothing. */
const scalarText = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((text) => text || undefined);
const record = z.record(z.string(), z.unknown());
const nested = z.union([record, jsonText.pipe(record)]).default({});

const extendInfoSchema = jsonText.pipe(z.object({ matchPattern: nested, matchResult: nested }));

/** What `extendInfo` adds to a rule: JSON in JSON. */
export interface ExtendInfo {
  /** All must hold of an EMVCo code. */
  readonly conditions: readonly (readonly [tag: string, Condition])[];
  /** What `dynamicUrlExpression` names besides `codeValue`. */
  readonly urlParameters: ReadonlyMap<string, string>;
}

function conditionsOf(pattern: Record<string, unknown>): ExtendInfo['conditions'] {
  return [...rootTags].flatMap(([name, tag]) => {
    const wanted = scalarText.parse(pattern[name]);
    return wanted === undefined ? [] : [[tag, parseCondition(wanted)] as const];
  });
}

function urlParametersOf({ dynamicUrlParams }: Record<string, unknown>): ExtendInfo['urlParameters'] {
  const parameters = nested.safeParse(dynamicUrlParams ?? {});
  if (!parameters.success) throw new SyntaxError('dynamicUrlParams is not an object');
  return new Map(Object.entries(parameters.data).map(([name, value]) => [name, scalarText.parse(value) ?? '']));
}

/** Throws for what is not JSON in JSON, and for a condition that cannot be judged. */
export function parseExtendInfo(text: string | undefined): ExtendInfo {
  const { matchPattern, matchResult } = extendInfoSchema.parse(text ?? '{}');
  return { conditions: conditionsOf(matchPattern), urlParameters: urlParametersOf(matchResult) };
}

export const holds = ({ conditions }: ExtendInfo, code: EmvcoCode): boolean =>
  conditions.every(([tag, isMet]) => isMet(code.root.get(tag)));
