import { request } from 'undici';
import { z } from 'zod';
import type { Endpoint } from './config';
import { CommandFailed, exitCodes } from './exit';

const defaultTimeoutMs = 30_000;
const failureSchema = z.object({ message: z.string(), error: z.string().optional() });

/** Calls of a service's private operator endpoints. */
export interface OperatorCalls {
  /** Throws CommandFailed when the service refuses, or when it cannot be told what became of the call. */
  get<T>(path: string, answer: z.ZodType<T>, timeoutMs?: number): Promise<T>;
  /** As `get`. Every operator call may be repeated. */
  post<T>(path: string, answer: z.ZodType<T>, body?: unknown): Promise<T>;
  /** As `get`. */
  put<T>(path: string, answer: z.ZodType<T>, body: unknown): Promise<T>;
}

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
  readonly timeoutMs: number;
}

export class OperatorClient implements OperatorCalls {
  constructor(private readonly endpoint: Endpoint) {}

  get<T>(path: string, answer: z.ZodType<T>, timeoutMs = defaultTimeoutMs): Promise<T> {
    return this.call({ method: 'GET', path, timeoutMs }, answer);
  }

  post<T>(path: string, answer: z.ZodType<T>, body?: unknown): Promise<T> {
    return this.call({ method: 'POST', path, body, timeoutMs: defaultTimeoutMs }, answer);
  }

  put<T>(path: string, answer: z.ZodType<T>, body: unknown): Promise<T> {
    return this.call({ method: 'PUT', path, body, timeoutMs: defaultTimeoutMs }, answer);
  }

  private async call<T>(call: Call, answer: z.ZodType<T>): Promise<T> {
    const { status, text } = await this.send(call);
    const received = parseJson(text);
    if (status === 200) {
      const parsed = answer.safeParse(received);
      if (parsed.success) return parsed.data;
      throw unreachable(`${this.endpoint.url} gave an answer that is none of an operator endpoint`);
    }
    const failure = failureSchema.safeParse(received).data;
    const message = failure?.message ?? `HTTP ${status}`;
    if (status >= 400 && status < 500) throw new CommandFailed(exitCodes.refused, message, failure?.error);
    throw unreachable(`the operator endpoint at ${this.endpoint.url} could not do it: ${message}`);
  }

  private async send({ method, path, body, timeoutMs }: Call): Promise<{ status: number; text: string }> {
    const { service, url, token } = this.endpoint;
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const timeouts = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
    try {
      const content = body === undefined ? null : JSON.stringify(body);
      const response = await request(url + path, { method, headers, body: content, ...timeouts });
      return { status: response.statusCode, text: await response.body.text() };
    } catch {
      throw unreachable(`${service}'s operator endpoint does not answer at ${url}: is the stack running? npm start`);
    }
  }
}

const unreachable = (message: string) => new CommandFailed(exitCodes.unreachable, message);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
