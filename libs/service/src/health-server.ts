import { createServer, type ServerResponse } from 'node:http';
import { collectDefaultMetrics } from 'prom-client';
import { EventLoopWatch } from './event-loop-watch';
import { listen, stopListening } from './http-listening';
import type { Lifecycle } from './lifecycle';
import { metrics } from './metrics';

type Part = Pick<Lifecycle, 'name' | 'ready'>;

const metricsResolutionMs = 1_000;
const longestLagMs = 5_000;
const readyWithinMs = 1_000;

/** `/healthz`, `/readyz` and `/metrics` on a port of their own; no idle cost but one timer a second. */
export class HealthServer {
  private readonly server = createServer((request, response) => void this.answer(request.url, response));
  private readonly loop = new EventLoopWatch();
  private parts: readonly Part[] | undefined;

  /** Resolves with the port; answers 503 on `/readyz` until `ready`. */
  async listen(port: number, host: string): Promise<number> {
    if (!metrics.registry.getSingleMetric('process_cpu_seconds_total')) {
      collectDefaultMetrics({ register: metrics.registry, eventLoopMonitoringPrecision: metricsResolutionMs });
    }
    this.loop.start();
    return await listen(this.server, port, host);
  }

  ready(parts: readonly Part[]): void {
    this.parts = parts;
  }

  unready(): void {
    this.parts = undefined;
  }

  async close(): Promise<void> {
    this.loop.stop();
    await stopListening(this.server, 500);
  }

  private async answer(path: string | undefined, response: ServerResponse): Promise<void> {
    if (path === '/healthz') return sendHealth(response, this.loop.longestLagMs() > longestLagMs);
    if (path === '/readyz') return await this.answerReady(response);
    if (path !== '/metrics') return send(response, 404, {});
    response.setHeader('content-type', metrics.registry.contentType);
    response.end(await metrics.registry.metrics());
  }

  private async answerReady(response: ServerResponse): Promise<void> {
    if (!this.parts) return send(response, 503, { ready: false });
    const checked = await Promise.all(this.parts.map(async (part) => ((await isReady(part)) ? [] : [part.name])));
    const notReady = checked.flat();
    send(response, notReady.length === 0 ? 200 : 503, { ready: notReady.length === 0, notReady });
  }
}

async function isReady(part: Part): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), readyWithinMs)));
  try {
    return await Promise.race([part.ready?.() ?? true, late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

const sendHealth = (response: ServerResponse, stood: boolean): void =>
  send(response, stood ? 503 : 200, { healthy: !stood });

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
