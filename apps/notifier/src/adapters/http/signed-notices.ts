import { parseResultAnswer } from '@wallet/alipayplus';
import type { AlipayPlusClient } from '@wallet/alipayplus-client';
import type { Notice, Notices, SentNotice } from '../../application/notices';

/** Notices as signed calls; of an answer the result counts, and nothing else. */
export class SignedNotices implements Notices {
  constructor(private readonly client: Pick<AlipayPlusClient, 'call'>) {}

  async send(notice: Notice): Promise<SentNotice> {
    const { httpStatus, ...outcome } = await this.client.call(notice);
    if (outcome.kind === 'none') return { reply: outcome, httpStatus };
    const answer = parseResultAnswer(outcome.json);
    if (!answer.ok) return { reply: { kind: 'none', reason: `${answer.field}: ${answer.reason}` }, httpStatus };
    const { resultStatus, resultCode } = answer.value.result;
    return { reply: { kind: 'answer', resultStatus, resultCode }, httpStatus };
  }
}
