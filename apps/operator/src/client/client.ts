import { addressOf, type CallInput, type OperatedService, type OperatorEndpoint } from '@wallet/operator-contract';
import { request } from 'undici';
import { z } from 'zod';
import { CommandFailed, exitCodes } from '../terminal/exit';
import { parseJson } from '@wallet/kernel';

export interface Endpoint {
  readonly service: OperatedService;
  /** Without a slash at the end. */
  readonly url: string;
  readonly token: string;
}

const defaultTimeoutMs = 30_000;
const failureSchema = z.object({ message: z.string(), error: z.string().optional() });

export interface CallOptions extends CallInput {
  readonly body?: object;
  readonly timeoutMs?: number;
}

/** Calls of a service's private operator endpoints. */
export interface OperatorCalls {
  /**
   * Every operator call may be repeated. Throws CommandFailed when the service refuses, or when it cannot be told what became
   * of the call.
   */
  call<E extends OperatorEndpoint>(endpoint: E, options?: CallOptions): Promise<z.output<E['answer']>>;
}

export class OperatorClient implements OperatorCalls {
  constructor(private readonly endpoint: Endpoint) {}

  async call<E extends OperatorEndpoint>(endpoint: E, options: CallOptions = {}): Promise<z.output<E['answer']>> {
    const { status, text } = await this.send(endpoint, options);
    const received = parseJson(text);
    if (status === 200) {
      const parsed = endpoint.answer.safeParse(received);
      if (parsed.success) return parsed.data as z.output<E['answer']>;
      throw unreachable(`${this.endpoint.url} gave an answer that is none of an operator endpoint`);
    }
    const failure = failureSchema.safeParse(received).data;
    const message = failure?.message ?? `HTTP ${status}`;
    if (status >= 400 && status < 500 && failure) throw new CommandFailed(exitCodes.refused, message, failure.error);
    if (status < 500) throw unreachable(`${this.endpoint.url} answers HTTP ${status} as no operator endpoint does`);
    throw unreachable(`the operator endpoint at ${this.endpoint.url} could not do it: ${message}`);
  }

  private async send(called: OperatorEndpoint, options: CallOptions): Promise<{ status: number; text: string }> {
    const { body, timeoutMs = defaultTimeoutMs } = options;
    const { service, url, token } = this.endpoint;
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const timeouts = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
    try {
      const content = body === undefined ? null : JSON.stringify(body);
      const response = await request(url + addressOf(called, options), {
        method: called.method,
        headers,
        body: content,
        ...timeouts,
      });
      return { status: response.statusCode, text: await response.body.text() };
    } catch {
      throw unreachable(
        `the operator endpoint of ${service} does not answer at ${url}: is the stack running? npm start`,
      );
    }
  }
}

const unreachable = (message: string) => new CommandFailed(exitCodes.unreachable, message);
