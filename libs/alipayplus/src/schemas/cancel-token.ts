import { z } from 'zod';
import type { Parsed } from '../results/parsed';
import { id } from './fields';
import { parseWith } from './parse-with';

const cancelTokenSchema = z.object({ acquirerId: id(), pspId: id(), accessToken: id(128) });

/** The user unbinds at the merchant. See docs/alipayplus.md#canceltoken. */
export type CancelToken = z.output<typeof cancelTokenSchema>;

export const parseCancelToken = (json: unknown): Parsed<CancelToken> => parseWith(cancelTokenSchema, json);
