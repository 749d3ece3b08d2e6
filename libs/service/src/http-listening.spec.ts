import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type Server } from 'node:http';
import { listen, stopListening } from './http-listening';

const patienceMs = 20_000;

describe('a server that stops listening', () => {
  let server: Server;
  let port: number;
  let agent: Agent;

  beforeEach(async () => {
    server = createServer((_, response) => response.end('answer'));
    port = await listen(server, 0, '127.0.0.1');
    agent = new Agent({ keepAlive: true, maxSockets: 1 });
  });
  afterEach(() => {
    agent.destroy();
    server.closeAllConnections();
  });

  async function ask(through = agent): Promise<IncomingMessage> {
    const [answer] = (await once(get({ port, agent: through }), 'response')) as [IncomingMessage];
    answer.resume();
    await once(answer, 'end');
    return answer;
  }

  it('answers one more call on a connection that is open, and says that it was the last', async () => {
    expect((await ask()).headers.connection).toBe('keep-alive');
    const stopped = stopListening(server, patienceMs, patienceMs);
    const last = await ask();
    expect([last.statusCode, last.headers.connection]).toEqual([200, 'close']);
    await stopped;
  });

  it('takes no new connection meanwhile', async () => {
    await ask();
    const stopped = stopListening(server, patienceMs, patienceMs);
    await expect(ask(new Agent())).rejects.toThrow('ECONNREFUSED');
    await ask();
    await stopped;
  });

  it('closes a connection that carries nothing more', async () => {
    await ask();
    const beganAt = Date.now();
    await stopListening(server, patienceMs, 200);
    expect(Date.now() - beganAt).toBeGreaterThanOrEqual(200);
    expect(Date.now() - beganAt).toBeLessThan(patienceMs);
  });
});
