import { addressOf, type OperatedService, type OperatorEndpoint } from '@wallet/operator-contract';
import type { z } from 'zod';
import type { Cli } from '../src/commands/cli';
import type { CallOptions, OperatorCalls } from '../src/client/client';
import { runOperator } from '../src/operator';

/** Answers as the spec says; keeps the calls. */
export class FakeEndpoint implements OperatorCalls {
  readonly calls: [string, unknown?][] = [];
  constructor(readonly answerTo: (path: string, body: unknown) => unknown) {}

  async call<E extends OperatorEndpoint>(endpoint: E, options: CallOptions = {}): Promise<z.output<E['answer']>> {
    const address = addressOf(endpoint, options);
    const [path, { body }] = [endpoint.method === 'PUT' ? `PUT ${address}` : address, options];
    this.calls.push(body === undefined ? [path] : [path, body]);
    return endpoint.answer.parse(await this.answerTo(path, body)) as z.output<E['answer']>;
  }
}

type Endpoints = OperatorCalls | ((service: OperatedService) => OperatorCalls);

/** Runs one command line against an endpoint, or one of each service; `service` is the last whose endpoint it asked for. */
export async function runCli(args: readonly string[], endpoints: Endpoints, given: Partial<Cli> = {}) {
  const output = { out: '', err: '' };
  const asked: { service?: OperatedService } = {};
  const exitCode = await runOperator(args, {
    client: (service) => {
      asked.service = service;
      return typeof endpoints === 'function' ? endpoints(service) : endpoints;
    },
    folder: '/',
    print: (text) => void (output.out += `${text}\n`),
    remark: (text) => void (output.err += `${text}\n`),
    ...given,
  });
  return { exitCode, ...output, ...asked };
}

/** The options that a command needs to change something, and the note that it sends for them. */
export const sure = ['--yes', '--operator', 'olga', '--reason', 'a test'];
export const note = { operator: 'olga', reason: 'a test' };
