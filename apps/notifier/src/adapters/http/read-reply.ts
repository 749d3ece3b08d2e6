import { parseNotifyPaymentAnswer, parseStrictJson, verifyMessage, type FindKey } from '@wallet/alipayplus';
import type { Reply } from '../../domain/outcome';

export interface HttpAnswer {
  readonly status: number;
  /** As undici gives them: names in lower case, a name that came twice has an array. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawBody: Buffer;
}

/** Alipay+'s result if the answer is really its own: status 200, our client id, a good signature, a result. */
export function readReply(answer: HttpAnswer, request: { uri: string; clientId: string }, findKey: FindKey): Reply {
  if (answer.status !== 200) return none(`HTTP ${answer.status}`);
  const { 'client-id': clientId, 'response-time': time, signature } = answer.headers;
  if (clientId !== request.clientId) return none('another Client-Id');
  if (typeof time !== 'string') return none('no Response-Time');
  if (Array.isArray(signature)) return none('two signatures');
  const message = { method: 'POST', uri: request.uri, clientId, time, rawBody: answer.rawBody };
  const verified = verifyMessage(message, signature, findKey);
  return verified.ok ? readResult(answer.rawBody) : none(verified.reason);
}

function readResult(rawBody: Buffer): Reply {
  const json = parseStrictJson(rawBody);
  const answer = json.ok ? parseNotifyPaymentAnswer(json.value) : json;
  if (!answer.ok) return none(`${answer.field}: ${answer.reason}`);
  const { resultStatus, resultCode } = answer.value.result;
  return { kind: 'answer', resultStatus, resultCode };
}

const none = (reason: string): Reply => ({ kind: 'none', reason });
