import type { JsonObject } from '@wallet/testkit';
import { Pool } from 'undici';

/** One signed call as the simulator made it. */
export interface Exchange {
  readonly durationMs: number;
  readonly ownDelayMs: number;
  readonly answer?: JsonObject;
  readonly signature: 'valid' | 'invalid' | 'none';
  readonly error?: string;
}

interface Notice {
  readonly signature: string;
  readonly body: JsonObject;
}

interface Amount {
  readonly currency: string;
  readonly value: string;
}

/** One payment as Alipay+ would settle it. */
export interface ReportedPayment {
  readonly paymentRequestId: string;
  /** `unknown`: no final word has come. `cancelled` and `refused` both mean no net debit. */
  readonly status: 'paid' | 'cancelled' | 'refused' | 'unknown';
  readonly paymentId?: string;
  readonly paymentAmount?: Amount;
  readonly refundedAmount?: Amount;
}

interface BookedPayment {
  readonly statements?: readonly {
    readonly source: string;
    readonly status: 'S' | 'F' | 'U' | 'none';
    readonly code: string;
    readonly paymentId?: string;
    /** ISO 8601. */
    readonly at: string;
    /** Of a notification, by the wallet's clock. */
    readonly sentAt?: string;
  }[];
}

/** More wait: a busy Node process accepts one connection in each turn of its loop, so that a burst of new ones is stuck. */
const connections = 160;

/** The simulator's control endpoints. */
export class Simulator {
  private readonly pool: Pool;

  constructor(url: string) {
    this.pool = new Pool(url, { connections, pipelining: 1, headersTimeout: 60_000, bodyTimeout: 60_000 });
  }

  call(api: string, body: JsonObject): Promise<Exchange> {
    return this.ask<Exchange>('/calls', { api, body });
  }

  /** The messages on a phone, the newest first. */
  sms(loginId: string): Promise<readonly { readonly text: string }[]> {
    return this.ask(`/sms?to=${encodeURIComponent(loginId)}`);
  }

  /** The wallet's notices of one agreement. */
  async notices(referenceAgreementId: string): Promise<readonly Notice[]> {
    const { notices = [] } = await this.ask<{ notices?: Notice[] }>(`/agreements/${referenceAgreementId}`);
    return notices;
  }

  /** How the next messages are not sent. */
  async planSms(sms: readonly string[]): Promise<void> {
    await this.ask('/behaviours', { sms });
  }

  /** How answers to notices go wrong from now on; empty: not at all. */
  async setFaults(faults: string): Promise<void> {
    await this.ask('/faults', { faults, seed: 1 }, 'PUT');
  }

  /** What the wallet has said that cannot all be true. */
  async contradictions(): Promise<readonly string[]> {
    return (await this.ask<{ contradictions: string[] }>('/books')).contradictions;
  }

  /** Where the form of the wallet's answers and calls broke a rule of Alipay+. */
  async breaches(): Promise<readonly string[]> {
    const { breaches } = await this.ask<{ breaches: Record<string, string>[] }>('/breaches');
    return breaches.map(({ api, subject, fault }) => `${api} ${subject} ${fault}`);
  }

  async report(): Promise<readonly ReportedPayment[]> {
    return (await this.ask<{ payments: ReportedPayment[] }>('/books/report')).payments;
  }

  /** What the wallet has notified of a payment. */
  async notified(paymentRequestId: string) {
    const { statements = [] } = await this.ask<BookedPayment>(`/books/${paymentRequestId}`);
    return statements.filter(({ source }) => source === 'notification');
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }

  private async ask<T>(path: string, body?: unknown, method: 'POST' | 'PUT' = 'POST'): Promise<T> {
    const { statusCode, body: answer } = await this.pool.request({
      path,
      ...(body === undefined ? { method: 'GET' } : { method, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (statusCode >= 300 && statusCode !== 404) throw new Error(`simulator ${path}: ${statusCode} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
