import { Controller, Get } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ConfigError } from '../errors';
import { HttpListener } from './http-listener';
import { createLogger } from '../logger';

class Page {
  page(): string {
    return 'here';
  }
}

Get('page')(Page.prototype, 'page', Object.getOwnPropertyDescriptor(Page.prototype, 'page')!);
Controller()(Page);

class TestModule {}

const listener = (port: number, adapter = new FastifyAdapter()) =>
  new HttpListener({
    name: 'second side',
    module: { module: TestModule, controllers: [Page] },
    logger: createLogger('test', 'silent'),
    http: { port, host: '127.0.0.1', adapter },
  });

it('serves between its start and its stop, and says when its port is taken', async () => {
  const adapter = new FastifyAdapter();
  const first = listener(0, adapter);
  await first.start();
  const { port } = adapter.getInstance().server.address() as { port: number };
  const url = `http://127.0.0.1:${port}/page`;
  expect(await (await fetch(url)).text()).toBe('here');

  const second = listener(port);
  await expect(second.start()).rejects.toThrow(new ConfigError(`127.0.0.1:${port} is in use`));
  await second.stop();

  await first.stop();
  await expect(fetch(url)).rejects.toThrow();
});

it('can be stopped when it never started', async () => {
  await expect(listener(0).stop()).resolves.toBeUndefined();
});
