import { metrics, type Logger } from '@wallet/service';
import { Breaker, type BreakerRules } from '../domain/breaker';
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

/** The provider behind a breaker. `unknown` and rejections are failures; a message it refused is its answer. */
export class SmsBreaker implements SmsSender {
  private readonly breaker: Breaker;
  private readonly now: () => number;

  constructor(private readonly options: SmsBreakerOptions) {
    this.breaker = new Breaker(options.rules);
    this.now = options.now ?? (() => performance.now());
  }

  isAvailable(): boolean {
    return this.breaker.admits(this.now());
  }

  async send(sms: Sms, { timeoutMs }: { timeoutMs: number }): Promise<SmsResult> {
    if (!this.breaker.enter(this.now())) return 'refused';
    let result: SmsResult = 'unknown';
    try {
      result = await this.options.provider.send(sms, { timeoutMs });
      return result;
    } finally {
      if (result !== 'unknown') this.succeeded();
      else if (timeoutMs >= this.options.smsTimeoutMs) this.failed();
    }
  }

  private succeeded(): void {
    if (this.breaker.isOpen) this.options.logger.info('the SMS provider works again');
    this.breaker.succeeded(this.now());
  }

  private failed(): void {
    if (!this.breaker.failed(this.now())) return;
    opened.inc();
    this.options.logger.error('the SMS provider does not work: it is asked only now and then');
  }
}
