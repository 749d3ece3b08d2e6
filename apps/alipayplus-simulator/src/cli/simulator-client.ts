import type { ApiName } from '@wallet/alipayplus';
import { request } from 'undici';
import type { AuthNotice, BookedAgreement } from '../alipayplus/agreement';
import type { BookedPayment } from '../alipayplus/books';
import type { Exchange, JsonObject } from '../alipayplus/exchange';
import type { NoticeBehaviour } from '../alipayplus/notice-behaviour';
import type { MerchantReturn } from '../merchant/merchant-returns';
import type { Sms } from '../phone/sms-store';
import { within } from './within';

/** The running simulator, over HTTP. */
export class SimulatorClient {
  constructor(readonly baseUrl: string) {}

  call(api: ApiName, body: JsonObject): Promise<Exchange> {
    return this.post('/calls', { api, body });
  }

  messages(to: string): Promise<readonly Sms[]> {
    return this.get(`/sms?to=${encodeURIComponent(to)}`);
  }

  /** Resolves when the wallet has notified this payment; undefined when it has not within the time. */
  notified(paymentRequestId: string, timeoutMs: number): Promise<BookedPayment | undefined> {
    return within(timeoutMs, async () => {
      const payment = await this.get<Partial<BookedPayment>>(`/books/${encodeURIComponent(paymentRequestId)}`);
      return payment.notifications?.length ? (payment as BookedPayment) : undefined;
    });
  }

  /** The authNotify of this type that came after the first `known`; undefined when none has come within the time. */
  authNotice(referenceAgreementId: string, type: string, known: number, timeoutMs: number) {
    return within<AuthNotice>(timeoutMs, async () => {
      const { notices } = await this.agreement(referenceAgreementId);
      return notices.filter(({ body }) => body.authorizationNotifyType === type)[known];
    });
  }

  agreement(referenceAgreementId: string): Promise<BookedAgreement> {
    return this.get(`/agreements/${encodeURIComponent(referenceAgreementId)}`);
  }

  /** The agreement that has this `referenceAgreementId` or, as its newest, this token. */
  async findAgreement(word: string): Promise<BookedAgreement | undefined> {
    const agreements = await this.get<readonly BookedAgreement[]>('/agreements');
    return agreements.find(({ referenceAgreementId, accessToken, refreshToken }) =>
      [referenceAgreementId, accessToken, refreshToken].includes(word),
    );
  }

  /** How the next notices of this agreement are answered. */
  async planAuthNotify(subject: string, authNotify: readonly NoticeBehaviour[]): Promise<void> {
    if (authNotify.length === 0) return;
    const response = await this.reach('/behaviours', { subject, authNotify });
    await response.body.dump();
  }

  merchantReturns(authState: string): Promise<readonly MerchantReturn[]> {
    return this.get(`/merchant/returns?authState=${encodeURIComponent(authState)}`);
  }

  async contradictions(): Promise<readonly string[]> {
    return (await this.get<{ contradictions: readonly string[] }>('/books')).contradictions;
  }

  private async get<Answer>(path: string): Promise<Answer> {
    return (await (await this.reach(path)).body.json()) as Answer;
  }

  private async post<Answer>(path: string, body: unknown): Promise<Answer> {
    return (await (await this.reach(path, body)).body.json()) as Answer;
  }

  private async reach(path: string, body?: unknown) {
    try {
      return await request(
        this.baseUrl + path,
        body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
      );
    } catch {
      throw new Error(
        `the simulator does not answer at ${this.baseUrl}: is the stack running? Start it with "npm start"`,
      );
    }
  }
}
