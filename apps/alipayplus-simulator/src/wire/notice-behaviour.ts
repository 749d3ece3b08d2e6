import { result, resultCodes, type ResultCode } from '@wallet/alipayplus';
import type { JsonObject } from './exchange';
import { isMisbehaviour, type Misbehaviour, type PlannedAnswer } from './misbehaviour';

/** How to answer a notice of the wallet: by a signed result (of an F the code may be chosen), or not as agreed. */
export type NoticeBehaviour = 'S' | 'F' | 'U' | `F:${ResultCode}` | Misbehaviour;

/** Every F code that `resultCodes` has, as `F:ACCESS_DENIED`. */
const refusals: readonly string[] = Object.entries(resultCodes).flatMap(([code, { status }]) =>
  status === 'F' ? [`F:${code}`] : [],
);

export const isNoticeBehaviour = (text: string): text is NoticeBehaviour => text === 'S' || isFault(text);

/** Any other than S. */
export const isFault = (text: string): text is Exclude<NoticeBehaviour, 'S'> =>
  text === 'F' || text === 'U' || refusals.includes(text) || isMisbehaviour(text);

/** The answer of that behaviour: `refusal` is the code of a plain F, `fields` go with every result. */
export function noticeAnswer(behaviour: NoticeBehaviour, refusal: ResultCode, fields: JsonObject = {}): PlannedAnswer {
  const answer = (code: ResultCode): PlannedAnswer => ({ body: { result: result(code), ...fields } });
  if (behaviour === 'U') return answer('UNKNOWN_EXCEPTION');
  if (behaviour === 'F') return answer(refusal);
  if (behaviour.startsWith('F:')) return answer(behaviour.slice(2) as ResultCode);
  return isMisbehaviour(behaviour) ? { ...answer('SUCCESS'), misbehaviour: behaviour } : answer('SUCCESS');
}
