import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Balancer } from './balancer';

/** Tells its name, on a new connection each time. */
async function target(name: string, port = 0): Promise<{ server: Server; url: string; port: number }> {
  const server = createServer((_, answer) => answer.setHeader('connection', 'close').end(name)).listen(
    port,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${address.port}`, port: address.port };
}

async function stop(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

it('goes from one target to the next, passes over one that takes nothing, and has it again when it is back', async () => {
  const [one, two] = [await target('one'), await target('two')];
  const balancer = await Balancer.start();
  balancer.targets = [one.url, two.url];
  const ask = async () => (await fetch(balancer.url)).text();
  try {
    expect([await ask(), await ask(), await ask()]).toEqual(['one', 'two', 'one']);
    await stop(two.server);
    expect([await ask(), await ask()]).toEqual(['one', 'one']);
    two.server = (await target('two again', two.port)).server;
    expect([await ask(), await ask()].sort()).toEqual(['one', 'two again']);
    await Promise.all([one, two].map(({ server }) => stop(server)));
    await expect(ask()).rejects.toThrow();
  } finally {
    await balancer.close();
  }
});
