import type { SimulatorClient } from './simulator-client';
import type { Transcript } from './transcript';

const timeoutMs = 10_000;
/** The wallet waits up to 2 minutes before its third repeat. */
const repeatTimeoutMs = 150_000;

export type AuthNotifyType = 'TOKEN_CREATED' | 'TOKEN_CANCELED' | 'AUTHCODE_CREATED';

/** Waits for the wallet's notices and shows them. */
export class Notices {
  constructor(
    private readonly simulator: SimulatorClient,
    private readonly transcript: Transcript,
  ) {}

  async showPayment(paymentRequestId: string, expected: string): Promise<void> {
    const payment = await this.simulator.notified(paymentRequestId, timeoutMs);
    const [notification] = payment?.notifications ?? [];
    if (notification) this.transcript.notification(notification, expected);
    else this.transcript.note('Notification', 'none', `none came within ${timeoutMs / 1_000} s`);
  }

  /** With its repeats, until it is answered S or F: then nothing more comes. */
  async showAgreement(referenceAgreementId: string, type: AuthNotifyType): Promise<void> {
    for (let known = 0, answered = ''; answered !== 'S' && answered !== 'F'; known++) {
      const waitMs = known === 0 ? timeoutMs : repeatTimeoutMs;
      const notice = await this.simulator.authNotice(referenceAgreementId, type, known, waitMs);
      if (!notice) {
        this.transcript.note('Notice of the agreement', 'none', `no ${type} came within ${waitMs / 1_000} s`);
        return;
      }
      this.transcript.authNotice(notice);
      answered = notice.answered;
    }
    const wrong = (await this.simulator.contradictions()).filter((line) => line.includes(referenceAgreementId));
    if (wrong.length > 0) this.transcript.note('Books of Alipay+', 'a contradiction', wrong.join('; '));
  }
}
