import { calledApis, type JsonObject } from '@wallet/alipayplus';
import type { AlipayPlusClient } from '@wallet/alipayplus-client';
import { tellsOfAgreement } from '../../domain/delivery-kind';
import type { Notice, Notices, SentNotice } from '../../application/ports/notices';

/** Notices as signed calls; of an answer the result counts, and nothing else. */
export class SignedNotices implements Notices {
  /** `clients`: by origin; null is the agreed address. No other is ever called. */
  constructor(private readonly clients: ReadonlyMap<string | null, Pick<AlipayPlusClient, 'call'>>) {}

  async send(notice: Notice): Promise<SentNotice> {
    const client = this.clients.get(notice.origin);
    if (!client) return unusable('its host is not in NOTIFY_HOSTS', undefined);
    const { httpStatus, ...outcome } = await client.call(notice);
    if (outcome.kind === 'none') return { reply: outcome, httpStatus };
    if (isOfAnother(outcome.json, notice.body)) return unusable('an answer to another request', httpStatus);
    const api = tellsOfAgreement(notice.kind) ? calledApis.authNotify : calledApis.notifyPayment;
    const answer = api.parseAnswer(outcome.json);
    if (!answer.ok) return unusable(`${answer.field}: ${answer.reason}`, httpStatus);
    const { resultStatus, resultCode } = answer.value.result;
    return { reply: { kind: 'answer', resultStatus, resultCode }, httpStatus };
  }
}

const unusable = (reason: string, httpStatus: number | undefined): SentNotice => ({
  reply: { kind: 'none', reason },
  httpStatus,
});

const ids = ['paymentRequestId', 'paymentId', 'authClientId', 'referenceAgreementId'];

/** An answer need not name what it answers; if it does, it must be ours. */
function isOfAnother(answer: JsonObject, body: string): boolean {
  const named = ids.filter((id) => answer[id] !== undefined);
  if (named.length === 0) return false;
  const asked = JSON.parse(body) as JsonObject;
  return named.some((id) => asked[id] !== undefined && asked[id] !== answer[id]);
}
