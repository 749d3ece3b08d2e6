import type { ApiName } from '@wallet/alipayplus';
import { request } from 'undici';
import type { AuthNotice, BookedAgreement } from '../books/agreement';

import type { CallManner, Exchange, JsonObject } from '../wire/exchange';
import type { NoticeBehaviour } from '../wire/notice-behaviour';
import type { BookedPayment } from '../books/booked-payment';
import type { FaultsInForce } from '../faults/faults';
import type { KeyChange, KeysInForce } from '../keys/keys';
import type { MerchantReturn } from '../merchant/merchant-returns';
import type { OrderCodeView } from '../scan/order-codes';
import type { ScanBehaviour } from '../scan/scan-behaviour';
import type { ScanCall } from '../scan/scan-calls';
import type { Sms } from '../phone/sms-store';
import { poll } from './poll';

/** The running simulator, over HTTP. */
export class SimulatorClient {
  constructor(readonly baseUrl: string) {}

  call(api: ApiName, body: JsonObject, manner: CallManner = {}): Promise<Exchange> {
    return this.send('POST', '/calls', { api, body, ...manner });
  }

  messages(to: string): Promise<readonly Sms[]> {
    return this.get(`/sms?to=${encodeURIComponent(to)}`);
  }

  /** Undefined when the books know nothing of it. */
  async payment(paymentRequestId: string): Promise<BookedPayment | undefined> {
    const { statusCode, body } = await this.reach(`/books/${encodeURIComponent(paymentRequestId)}`);
    const payment = (await body.json()) as BookedPayment;
    return statusCode === 200 ? payment : undefined;
  }

  /** The notice of this payment that came after the first `known`; undefined when none has come within the time. */
  notification(paymentRequestId: string, known: number, timeoutMs: number) {
    return poll(timeoutMs, async () => (await this.payment(paymentRequestId))?.notifications[known]);
  }

  /** The authNotify of this type that came after the first `known`; undefined when none has come within the time. */
  authNotice(referenceAgreementId: string, type: string, known: number, timeoutMs: number) {
    return poll<AuthNotice>(timeoutMs, async () => {
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
  planAuthNotify(subject: string, authNotify: readonly NoticeBehaviour[]): Promise<void> {
    return this.plan(authNotify, { subject, authNotify });
  }

  /** How the next notices of this payment are answered. */
  planNotifyPayment(subject: string, notifyPayment: readonly NoticeBehaviour[]): Promise<void> {
    return this.plan(notifyPayment, { subject, notifyPayment });
  }

  /** How the next scans of this code are answered. */
  planScans(subject: string, userInitiatedPay: readonly ScanBehaviour[]): Promise<void> {
    return this.plan(userInitiatedPay, { subject, userInitiatedPay });
  }

  makeOrderCode(wanted: JsonObject): Promise<OrderCodeView> {
    return this.send('POST', '/scan/order-codes', wanted);
  }

  /** Undefined when no merchant here has made it. */
  async orderCode(codeValue: string): Promise<OrderCodeView | undefined> {
    const { statusCode, body } = await this.reach(`/scan/order-codes?codeValue=${encodeURIComponent(codeValue)}`);
    const code = (await body.json()) as OrderCodeView;
    return statusCode === 200 ? code : undefined;
  }

  async scanCalls(codeValue: string): Promise<readonly ScanCall[]> {
    const query = `codeValue=${encodeURIComponent(codeValue)}`;
    return (await this.get<{ calls: readonly ScanCall[] }>(`/scan/calls?${query}`)).calls;
  }

  faults(): Promise<FaultsInForce> {
    return this.get('/faults');
  }

  setFaults(faults: string, seed: number | undefined): Promise<FaultsInForce> {
    return this.send('PUT', '/faults', { faults, seed });
  }

  changeKeys(change: KeyChange): Promise<KeysInForce> {
    return this.send('PUT', '/keys', change);
  }

  merchantReturns(authState: string): Promise<readonly MerchantReturn[]> {
    return this.get(`/merchant/returns?authState=${encodeURIComponent(authState)}`);
  }

  async contradictions(): Promise<readonly string[]> {
    return (await this.get<{ contradictions: readonly string[] }>('/books')).contradictions;
  }

  /** ISO 8601: it knows nothing from before. */
  async startedAt(): Promise<string> {
    return (await this.get<{ startedAt: string }>('/books')).startedAt;
  }

  private async plan(behaviours: readonly string[], planned: JsonObject): Promise<void> {
    if (behaviours.length === 0) return;
    const response = await this.reach('/behaviours', 'POST', planned);
    await response.body.dump();
  }

  private async get<Answer>(path: string): Promise<Answer> {
    return (await (await this.reach(path)).body.json()) as Answer;
  }

  /** Throws with what the simulator does not like. */
  private async send<Answer>(method: 'POST' | 'PUT', path: string, sent: unknown): Promise<Answer> {
    const { statusCode, body } = await this.reach(path, method, sent);
    const answer = await body.json();
    if (statusCode !== 200) throw new Error((answer as { error?: string }).error ?? `the simulator says ${statusCode}`);
    return answer as Answer;
  }

  private async reach(path: string, method: 'GET' | 'POST' | 'PUT' = 'GET', body?: unknown) {
    try {
      return await request(
        this.baseUrl + path,
        body === undefined ? { method } : { method, body: JSON.stringify(body) },
      );
    } catch {
      throw new Error(
        `the simulator does not answer at ${this.baseUrl}: is the stack running? Start it with "npm start"`,
      );
    }
  }
}
