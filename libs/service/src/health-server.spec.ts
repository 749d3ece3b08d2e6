import { HealthServer } from './health-server';
import { listen, stopListening } from './http-listening';
import { createServer } from 'node:http';
import type { Lifecycle } from './lifecycle';
import { metrics } from './metrics';

const part = (name: string, ready: Lifecycle['ready']): Lifecycle => ({
  name,
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  ...(ready && { ready }),
});

describe('the health server', () => {
  const health = new HealthServer();
  let url = '';
  const get = async (path: string) => {
    const answer = await fetch(url + path);
    return { status: answer.status, body: await answer.text() };
  };
  beforeAll(async () => {
    url = `http://127.0.0.1:${await health.listen(0, '127.0.0.1')}`;
  });
  afterAll(() => health.close());

  it('is healthy before it is ready', async () => {
    expect((await get('/healthz')).status).toBe(200);
    expect((await get('/readyz')).status).toBe(503);
  });

  it('stays ready while what it depends on is away, and says what that is', async () => {
    health.watch([part('relay', undefined), part('redis', () => true)]);
    health.ready();
    expect(await get('/readyz')).toEqual({ status: 200, body: '{"ready":true}' });
    health.watch([
      part('redis', () => false),
      part('postgres', () => Promise.reject(new Error('down'))),
      part('kafka', () => new Promise<boolean>(() => undefined)),
      part('relay', () => true),
    ]);
    expect((await get('/readyz?probe=kubelet')).status).toBe(200);
    expect((await get('/readyz?verbose=1')).body).toContain('dependencies');
    const { status, body } = await get('/readyz?verbose');
    const dependencies = [
      { name: 'redis', up: false },
      { name: 'postgres', up: false },
      { name: 'kafka', up: false },
      { name: 'relay', up: true },
    ];
    expect({ status, body: JSON.parse(body) as unknown }).toEqual({ status: 200, body: { ready: true, dependencies } });
    const scraped = (await get('/metrics')).body;
    expect(scraped).toContain('dependency_up{name="postgres"} 0');
    expect(scraped).toContain('dependency_up{name="relay"} 1');
  });

  it('is unready when a part cannot answer, and once it stops', async () => {
    let hears = true;
    health.watch([{ ...part('answers', () => true), canAnswer: () => hears }]);
    health.ready();
    expect((await get('/readyz')).status).toBe(200);
    hears = false;
    expect((await get('/readyz')).status).toBe(503);
    hears = true;
    health.unready();
    expect(await get('/readyz')).toEqual({ status: 503, body: '{"ready":false}' });
  });

  it('gives the metrics, each made once by name and collected at the scrape', async () => {
    metrics.counter('test_calls_total', 'calls', ['api']).inc({ api: 'pay' });
    metrics.counter('test_calls_total', 'calls', ['api']).inc({ api: 'pay' });
    metrics.gauge('test_broken', 'broken', [], () => Promise.reject(new Error('down')));
    metrics.gauge('test_age_seconds', 'age', [], (gauge) => gauge.set(41));
    metrics.histogram('test_took_seconds', 'took').observe(0.2);
    const { body } = await get('/metrics');
    expect(body).toContain('test_calls_total{api="pay"} 2');
    expect(body).toContain('test_age_seconds 41');
    expect(body).toContain('test_took_seconds_count 1');
    expect(body).toContain('process_cpu_seconds_total');
  });

  it('knows no other path', async () => {
    for (const path of ['/', '//', '/%', '/?readyz']) expect((await get(path)).status).toBe(404);
  });
});

describe('a port', () => {
  it('that is in use is a wrong setting', async () => {
    const server = createServer();
    const port = await listen(server, 0, '127.0.0.1');
    await expect(listen(createServer(), port, '127.0.0.1')).rejects.toThrow(`127.0.0.1:${port} is in use`);
    await stopListening(server, 100);
  });

  it('is closed after running requests were answered', async () => {
    const server = createServer((_, response) => setTimeout(() => response.end('late'), 100));
    const port = await listen(server, 0, '127.0.0.1');
    const running = fetch(`http://127.0.0.1:${port}`).then((answer) => answer.text());
    await new Promise((resolve) => server.once('request', resolve));
    await stopListening(server, 5_000);
    expect(await running).toBe('late');
  });
});
