import type { LiveText } from '@wallet/service';
import { Agent, request } from 'undici';
import type { Sms, SmsProvider, SmsResult } from '../../application/sms-sender';

export interface HttpSmsOptions {
  readonly url: string;
  /** Sent as a bearer token; read for each message. */
  readonly token?: LiveText;
  readonly connections: number;
}

/** What a provider says of the number or the message itself; any other 4xx is about us: credentials, address, form, rate. */
const refusals = [400, 403, 410, 422, 451];

/** A provider that takes `POST {to, text}` as JSON: 2xx is sent, 4xx certainly not, anything else perhaps. */
export class HttpSmsSender implements SmsProvider {
  private readonly agent: Agent;

  constructor(private readonly options: HttpSmsOptions) {
    this.agent = new Agent({ connections: options.connections });
  }

  /** Rejects on a time-out, on a broken connection, and for a token that cannot be read. */
  async send({ to, text }: Sms, { timeoutMs }: { timeoutMs: number }): Promise<SmsResult> {
    const { url, token } = this.options;
    const authorization = token && { authorization: `Bearer ${token.read()}` };
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization },
      body: JSON.stringify({ to, text }),
      signal: AbortSignal.timeout(timeoutMs),
      dispatcher: this.agent,
    });
    body.dump().catch(() => undefined);
    if (statusCode >= 200 && statusCode < 300) return 'sent';
    if (refusals.includes(statusCode)) return 'refused';
    return statusCode >= 400 && statusCode < 500 ? 'unsent' : 'unknown';
  }
}
