import { result } from '@wallet/alipayplus';
import type { WireAnswer } from './api';

/** The answer to a stale call that would send a message or tell a token: it may be a replay. */
export const staleCall: WireAnswer = { result: result('INVALID_SIGNATURE', 'Request-Time is outside the window') };
