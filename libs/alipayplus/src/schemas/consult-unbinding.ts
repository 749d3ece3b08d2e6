import { z } from 'zod';
import type { Parsed } from '../results/parsed';
import { flag, theirResultSchema } from './fields';
import { parseWith } from './parse-with';

const consultUnbindingAnswerSchema = z.object({ result: theirResultSchema, allowUnbinding: flag });

/** May the user unbind in the wallet? `allowUnbinding` counts only with `S`. See docs/alipayplus.md#consultunbinding. */
export type ConsultUnbindingAnswer = z.output<typeof consultUnbindingAnswerSchema>;

export const parseConsultUnbindingAnswer = (json: unknown): Parsed<ConsultUnbindingAnswer> =>
  parseWith(consultUnbindingAnswerSchema, json);
