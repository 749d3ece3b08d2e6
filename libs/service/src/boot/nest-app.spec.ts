import { Controller, Get, type DynamicModule } from '@nestjs/common';
import { MessagePattern, Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DependencyFault } from '../errors';
import { createLogger } from '../logger';
import { createNestApp } from './nest-app';

const fault = new DependencyFault('postgres', new Error('down'));

class Consumer {
  handle(): Promise<void> {
    return Promise.reject(fault);
  }

  page(): string {
    throw new Error('a bug');
  }
}

const method = (name: keyof Consumer) => Object.getOwnPropertyDescriptor(Consumer.prototype, name)!;
MessagePattern('command')(Consumer.prototype, 'handle', method('handle'));
Get('page')(Consumer.prototype, 'page', method('page'));
Controller()(Consumer);

class TestModule {}
const testModule: DynamicModule = { module: TestModule, controllers: [Consumer] };
const logger = createLogger('test', 'silent');

class RecordingTransport extends Server implements CustomTransportStrategy {
  closed = 0;

  listen(callback: () => void): void {
    callback();
  }

  close(): void {
    this.closed += 1;
  }

  on(): void {}

  unwrap<T>(): T {
    return undefined as T;
  }

  deliver(): Promise<unknown> {
    return this.getHandlerByPattern('command')!([]);
  }
}

describe.each(['alone', 'beside HTTP'])('a transport %s', (kind) => {
  const transport = new RecordingTransport();
  const adapter = new FastifyAdapter();
  const http = kind === 'alone' ? {} : { http: { port: 0, host: '127.0.0.1', adapter } };

  it('gets the very error that the consumer threw, and is closed once', async () => {
    const app = await createNestApp({ module: testModule, transport, logger, ...http });
    await app.consume();
    await expect(transport.deliver()).rejects.toBe(fault);
    await app.stopConsuming();
    await app.context.close();
    expect(transport.closed).toBe(1);
  });
});

it('leaves the errors of HTTP to Nest', async () => {
  const adapter = new FastifyAdapter();
  const http = { port: 0, host: '127.0.0.1', adapter };
  const app = await createNestApp({ module: testModule, transport: new RecordingTransport(), logger, http });
  const answer = await adapter.getInstance().inject('/page');
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('a bug');
  await app.context.close();
});
