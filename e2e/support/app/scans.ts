import { request } from 'undici';
import type { JsonObject, Wallet } from '../wallet';

/** One userInitiatedPay as the simulator got it. */
export interface ScanCall {
  readonly rawBody: string;
  readonly signature: string;
  readonly answered: string;
}

/** The merchants of the simulator, and what Alipay+ answers of their codes. */
export class Merchants {
  constructor(private readonly wallet: Wallet) {}

  /** A new order code; `answers`: of userInitiatedPay, one after another. */
  async code(wanted: JsonObject, answers: readonly string[] = []): Promise<string> {
    const { codeValue } = (await this.ask('/scan/order-codes', wanted)) as { codeValue: string };
    if (answers.length > 0) await this.ask('/behaviours', { subject: codeValue, userInitiatedPay: answers });
    return codeValue;
  }

  async calls(codeValue: string): Promise<ScanCall[]> {
    const { calls } = (await this.ask(`/scan/calls?codeValue=${encodeURIComponent(codeValue)}`)) as {
      calls: ScanCall[];
    };
    return calls;
  }

  /** The id of the payment that Alipay+ has made of a code. */
  async paymentRequestId(codeValue: string): Promise<string> {
    const view = await this.ask(`/scan/order-codes?codeValue=${encodeURIComponent(codeValue)}`);
    const { decoded } = view as { decoded: { paymentRequestId: string }[] };
    expect(decoded).toHaveLength(1);
    return decoded[0]!.paymentRequestId;
  }

  private async ask(path: string, sent?: JsonObject): Promise<unknown> {
    const { statusCode, body } = await request(this.wallet.stack.simulatorUrl + path, {
      ...(sent && { method: 'POST', body: JSON.stringify(sent) }),
    });
    const text = await body.text();
    if (statusCode >= 300) throw new Error(`simulator ${path}: ${statusCode} ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }
}
