import { Breaker, type BreakerRules, type CallResult } from '@wallet/kernel';
import { metrics, type Logger } from '@wallet/service';
import type { Sms, SmsProvider, SmsResult, SmsSender } from './sms-sender';

export interface SmsBreakerOptions {
  readonly provider: SmsProvider;
  readonly rules: BreakerRules;
  /** A call that was given less time than this and ended without a result says nothing of the provider. */
  readonly smsTimeoutMs: number;
  readonly logger: Logger;
  /** Ms of a clock that never goes back. */
  readonly now?: () => number;
}

const opened = metrics.counter(
  'otp_sms_breaker_opened_total',
  'ALERT: times the SMS provider failed so often that it is asked only now and then',
);

/** The provider behind a breaker. `unknown`, `unsent` and rejections are failures; a message it refused is its answer. */
export class SmsBreaker implements SmsSender {
  private readonly breaker: Breaker;

  constructor(private readonly options: SmsBreakerOptions) {
    const now = options.now ?? (() => performance.now());
    this.breaker = new Breaker(options.rules, now, (isOpen) => this.tell(isOpen));
  }

  isAvailable(): boolean {
    return this.breaker.places > 0;
  }

  async send(sms: Sms, { timeoutMs }: { timeoutMs: number }): Promise<SmsResult> {
    if (!this.isAvailable()) return 'unsent';
    const call = this.breaker.begin();
    let callResult: CallResult = timeoutMs < this.options.smsTimeoutMs ? 'UNKNOWN' : 'BAD';
    try {
      const result = await this.options.provider.send(sms, { timeoutMs });
      if (result === 'sent' || result === 'refused') callResult = 'GOOD';
      return result;
    } finally {
      call.end(callResult);
    }
  }

  private tell(isOpen: boolean): void {
    if (!isOpen) return this.options.logger.info('the SMS provider works again');
    opened.inc();
    this.options.logger.error('the SMS provider does not work: it is asked only now and then');
  }
}
