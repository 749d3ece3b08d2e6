import { z } from 'zod';
import type { Parsed } from '../results/parsed';
import { theirResultSchema } from './fields';
import { parseWith } from './parse-with';

const resultAnswerSchema = z.object({ result: theirResultSchema });

/** What Alipay+ answers to a notice: of its answer only the result counts. */
export type ResultAnswer = z.output<typeof resultAnswerSchema>;

export const parseResultAnswer = (json: unknown): Parsed<ResultAnswer> => parseWith(resultAnswerSchema, json);
