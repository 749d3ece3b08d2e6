import type { ApiName } from '@wallet/alipayplus';
import { request } from 'undici';
import type { BookedPayment } from '../alipayplus/books';
import type { Exchange, JsonObject } from '../alipayplus/exchange';
import type { Sms } from '../phone/sms-store';

const pollMs = 50;

/** The running simulator, over HTTP. */
export class SimulatorClient {
  constructor(private readonly baseUrl: string) {}

  async call(api: ApiName, body: JsonObject): Promise<Exchange> {
    const response = await this.reach(`/calls`, { method: 'POST', body: JSON.stringify({ api, body }) });
    return (await response.body.json()) as Exchange;
  }

  async messages(to: string): Promise<readonly Sms[]> {
    const response = await this.reach(`/sms?to=${encodeURIComponent(to)}`);
    return (await response.body.json()) as Sms[];
  }

  /** Resolves when the wallet has notified this payment; undefined when it has not within the time. */
  async notified(paymentRequestId: string, timeoutMs: number): Promise<BookedPayment | undefined> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const response = await this.reach(`/books/${encodeURIComponent(paymentRequestId)}`);
      const payment = (await response.body.json()) as Partial<BookedPayment>;
      if (payment.notifications?.length) return payment as BookedPayment;
      if (Date.now() > deadline) return undefined;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  private async reach(path: string, options: { method?: 'POST'; body?: string } = {}) {
    try {
      return await request(this.baseUrl + path, options);
    } catch {
      throw new Error(
        `the simulator does not answer at ${this.baseUrl}: is the stack running? Start it with "npm start"`,
      );
    }
  }
}
