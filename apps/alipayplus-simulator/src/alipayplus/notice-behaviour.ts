import { result, type ResultCode } from '@wallet/alipayplus';
import type { JsonObject } from './exchange';
import { misbehaviours, type Misbehaviour, type PlannedAnswer } from './wallet-endpoint';

/** How to answer a notice of the wallet: by a signed result, or not as agreed. */
export const noticeBehaviours = ['S', 'F', 'U', ...misbehaviours] as const;
export type NoticeBehaviour = (typeof noticeBehaviours)[number];

/** The answer of that behaviour: `refusal` is the code of its F, `fields` go with every result. */
export function noticeAnswer(behaviour: NoticeBehaviour, refusal: ResultCode, fields: JsonObject = {}): PlannedAnswer {
  const answer = (code: ResultCode, misbehaviour?: Misbehaviour): PlannedAnswer => ({
    body: { result: result(code), ...fields },
    misbehaviour,
  });
  if (behaviour === 'S') return answer('SUCCESS');
  if (behaviour === 'F') return answer(refusal);
  if (behaviour === 'U') return answer('UNKNOWN_EXCEPTION');
  return answer('SUCCESS', behaviour);
}
