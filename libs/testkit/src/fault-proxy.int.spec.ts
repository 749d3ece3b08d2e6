import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from './eventually';
import { FaultProxy } from './fault-proxy';

describe('a proxy that breaks what goes through it', () => {
  let echo: Server;
  let proxy: FaultProxy;
  let client: Socket;
  let chunks: string[];

  beforeEach(async () => {
    echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket)).listen(0, '127.0.0.1');
    await once(echo, 'listening');
    proxy = await FaultProxy.start({ host: '127.0.0.1', port: (echo.address() as AddressInfo).port });
    client = await connected();
  });
  afterEach(async () => {
    client.destroy();
    await proxy.close();
    echo.close();
  });

  async function connected(): Promise<Socket> {
    chunks = [];
    const socket = connect({ port: proxy.port, host: '127.0.0.1' });
    socket.on('data', (bytes) => chunks.push(String(bytes)));
    await once(socket, 'connect');
    return socket;
  }
  const received = () => chunks.join('');
  const receives = (text: string) => eventually(() => expect(received()).toBe(text), { timeoutMs: 3_000 });

  it('hands everything on', async () => {
    client.write('hello');
    await receives('hello');
  });

  it('delays in both directions and keeps the order', async () => {
    proxy.delay(100);
    const startedAt = performance.now();
    client.write('one ');
    await pause(20);
    client.write('two');
    await receives('one two');
    expect(performance.now() - startedAt).toBeGreaterThan(200);
  });

  it('lets what it delays go at once when it passes again', async () => {
    proxy.delay(60_000);
    client.write('late');
    await pause(50);
    proxy.pass();
    client.write(' and in time');
    await receives('late and in time');
  });

  it('sends pieces, also what comes while they are under way', async () => {
    proxy.slice(1);
    client.setNoDelay(true);
    client.write('abcdefgh'.repeat(64));
    client.write('ijkl');
    await receives(`${'abcdefgh'.repeat(64)}ijkl`);
    expect(chunks.length).toBeGreaterThan(4);
  });

  it('lets nothing through a blackhole, and all after it', async () => {
    proxy.blackhole();
    client.write('lost?');
    await pause(50);
    expect(received()).toBe('');
    proxy.pass();
    await receives('lost?');
  });

  it('never answers who connects to a blackhole, until it passes', async () => {
    proxy.blackhole();
    const other = await connected();
    other.write('hello');
    await pause(50);
    expect(received()).toBe('');
    proxy.pass();
    await receives('hello');
    other.destroy();
  });

  it('resets what is there and what comes when it refuses', async () => {
    const reset = once(client, 'error');
    proxy.refuse();
    expect(await reset).toEqual([expect.objectContaining({ code: 'ECONNRESET' })]);
    const other = connect({ port: proxy.port, host: '127.0.0.1' });
    expect(await once(other, 'error')).toHaveLength(1);
    proxy.pass();
    client = await connected();
    client.write('again');
    await receives('again');
  });

  it('hands the end of a connection on, after what was delayed', async () => {
    proxy.delay(50);
    client.end('bye');
    await once(client, 'end');
    expect(received()).toBe('bye');
  });
});
