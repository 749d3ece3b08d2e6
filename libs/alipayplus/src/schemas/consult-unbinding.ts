import { z } from 'zod';
import type { Parsed } from '../parsed';
import { flag, id, theirResultSchema } from './fields';
import { parseWith } from './parse-with';

const consultUnbindingSchema = z.object({ authClientId: id(), referenceMerchantId: id(), accessToken: id(128) });

const consultUnbindingAnswerSchema = z.object({ result: theirResultSchema, allowUnbinding: flag });

/** We ask: may the user unbind in the wallet? See docs/alipayplus.md#consultunbinding. */
export type ConsultUnbinding = z.output<typeof consultUnbindingSchema>;

/** `allowUnbinding` counts only with `S`. */
export type ConsultUnbindingAnswer = z.output<typeof consultUnbindingAnswerSchema>;

export const parseConsultUnbinding = (json: unknown): Parsed<ConsultUnbinding> =>
  parseWith(consultUnbindingSchema, json);

export const parseConsultUnbindingAnswer = (json: unknown): Parsed<ConsultUnbindingAnswer> =>
  parseWith(consultUnbindingAnswerSchema, json);
