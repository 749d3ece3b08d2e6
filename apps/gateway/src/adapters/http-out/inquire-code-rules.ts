import { calledApis } from '@wallet/alipayplus';
import type { AlipayPlusClient } from '@wallet/alipayplus-client';
import { maxCodeRulesBytes } from '../../application/codes/packed-code-rules';
import type { CodeRulesSource, PulledRules } from '../../application/codes/pull-code-rules';

/** The signed call of docs/alipayplus.md#inquirycoderules. */
export class InquireCodeRules implements CodeRulesSource {
  constructor(
    private readonly client: Pick<AlipayPlusClient, 'call'>,
    private readonly path: string,
  ) {}

  async pull(): Promise<PulledRules> {
    const outcome = await this.client.call({ path: this.path, body: '{}', maxAnswerBytes: maxCodeRulesBytes });
    if (outcome.kind === 'none') return { ok: false, isBroken: outcome.httpStatus === 200, reason: outcome.reason };
    const answer = calledApis.inquiryCodeRules.parseAnswer(outcome.json);
    if (!answer.ok) return { ok: false, isBroken: true, reason: `${answer.field} ${answer.reason}` };
    const { result, version, codeRules } = answer.value;
    if (result.resultStatus !== 'S') return { ok: false, isBroken: false, reason: result.resultCode };
    return { ok: true, rules: { version, codeRules } };
  }
}
