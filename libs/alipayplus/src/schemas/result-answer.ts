import { z } from 'zod';
import type { Parsed } from '../parsed';
import { theirResultSchema } from './fields';
import { parseWith } from './parse-with';

const resultAnswerSchema = z.object({ result: theirResultSchema });

/** The answer of an API that has nothing but a result to tell. */
export type ResultAnswer = z.output<typeof resultAnswerSchema>;

export const parseResultAnswer = (json: unknown): Parsed<ResultAnswer> => parseWith(resultAnswerSchema, json);
