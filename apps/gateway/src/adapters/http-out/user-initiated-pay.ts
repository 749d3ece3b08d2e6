import { calledApis } from '@wallet/alipayplus';
import type { AlipayPlusClient } from '@wallet/alipayplus-client';
import { metrics, type Logger } from '@wallet/service';
import type { DecodingAnswer, OneDecoding } from '../../application/scan/one-decoding';

/** An order with a hundred goods and all their texts is the largest, and a payload of the client SDK. */
const maxAnswerBytes = 1024 * 1024;

const calls = metrics.counter('gateway_user_initiated_pay_total', 'Calls of userInitiatedPay, by what came back', [
  'answer',
]);

/** The signed call of docs/alipayplus.md#userinitiatedpay. */
export class UserInitiatedPay implements OneDecoding {
  constructor(
    private readonly client: Pick<AlipayPlusClient, 'call'>,
    private readonly path: string,
    private readonly logger: Logger,
  ) {}

  async ask(request: string, timeoutMs: number): Promise<DecodingAnswer> {
    const outcome = await this.client.call({ path: this.path, body: request, timeoutMs, maxAnswerBytes });
    if (outcome.kind === 'none') return this.unread(outcome.reason);
    const answer = calledApis.userInitiatedPay.parseAnswer(outcome.json);
    if (!answer.ok) return this.unread(`${answer.field} ${answer.reason}`);
    calls.inc({ answer: answer.value.kind });
    return answer.value;
  }

  private unread(reason: string): DecodingAnswer {
    calls.inc({ answer: 'none' });
    this.logger.warn({ reason }, 'Alipay+ does not say what is behind a code');
    return { kind: 'none' };
  }
}
