import type { z } from 'zod';
import type { OperatorCalls } from '../src/client';
import type { OperatedService } from '../src/config';
import { runOperator } from '../src/operator';

/** Answers as the spec says; keeps the calls. */
export class FakeEndpoint implements OperatorCalls {
  readonly calls: [string, unknown?][] = [];
  constructor(private readonly answerTo: (path: string, body: unknown) => unknown) {}

  get<T>(path: string, answer: z.ZodType<T>): Promise<T> {
    return this.post(path, answer);
  }

  async post<T>(path: string, answer: z.ZodType<T>, body?: unknown): Promise<T> {
    this.calls.push(body === undefined ? [path] : [path, body]);
    return Promise.resolve(answer.parse(await this.answerTo(path, body)));
  }
}

/** Runs one command line against an endpoint; `service` is whose endpoint it asked for. */
export async function runCli(args: readonly string[], endpoint: OperatorCalls, folder = '/') {
  const output = { out: '', err: '' };
  const asked: { service?: OperatedService } = {};
  const exitCode = await runOperator(args, {
    client: (service) => {
      asked.service = service;
      return endpoint;
    },
    folder,
    print: (text) => void (output.out += `${text}\n`),
    remark: (text) => void (output.err += `${text}\n`),
  });
  return { exitCode, ...output, ...asked };
}
