import type { SimulatorClient } from './simulator-client';
import type { Transcript } from './transcript';

const timeoutMs = 10_000;
/** The wallet waits up to 2 minutes before its third repeat. */
const repeatTimeoutMs = 150_000;

/** After such an answer no repeat needs to come. */
const lastAnswer = /^(?:S|F|twice|late|stale)\b/;

export type AuthNotifyType = 'TOKEN_CREATED' | 'TOKEN_CANCELED' | 'AUTHCODE_CREATED';

/** Waits for the wallet's notices and shows them. */
export class Notices {
  constructor(
    private readonly simulator: SimulatorClient,
    private readonly transcript: Transcript,
  ) {}

  /** With its repeats, until it is answered S or F. */
  async showPayment(paymentRequestId: string, expected: string): Promise<void> {
    for (let known = 0, answered = ''; !lastAnswer.test(answered); known++) {
      const waitMs = known === 0 ? timeoutMs : repeatTimeoutMs;
      const notification = await this.simulator.notification(paymentRequestId, known, waitMs);
      if (!notification) {
        this.transcript.note('Notification', 'none', `none came within ${waitMs / 1_000} s`);
        return;
      }
      this.transcript.notification(notification, expected);
      answered = notification.answered;
    }
    await this.showContradictions(paymentRequestId);
  }

  /** With its repeats, until it is answered S or F. */
  async showAgreement(referenceAgreementId: string, type: AuthNotifyType): Promise<void> {
    for (let known = 0, answered = ''; !lastAnswer.test(answered); known++) {
      const waitMs = known === 0 ? timeoutMs : repeatTimeoutMs;
      const notice = await this.simulator.authNotice(referenceAgreementId, type, known, waitMs);
      if (!notice) {
        this.transcript.note('Notice of the agreement', 'none', `no ${type} came within ${waitMs / 1_000} s`);
        return;
      }
      this.transcript.authNotice(notice);
      answered = notice.answered;
    }
    await this.showContradictions(referenceAgreementId);
  }

  /** What the wallet has said of this payment or agreement that cannot be true. */
  async showContradictions(id: string): Promise<void> {
    const wrong = (await this.simulator.contradictions()).filter((line) => line.includes(id));
    if (wrong.length > 0) this.transcript.note('Books of Alipay+', 'a contradiction', wrong.join('; '));
  }
}
