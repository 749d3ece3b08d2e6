import { createServer, type ServerResponse } from 'node:http';
import { collectDefaultMetrics } from 'prom-client';
import { listen, stopListening } from './http-listening';
import type { Lifecycle } from './lifecycle';
import { LoopDelay } from './loop-delay';
import { metrics } from './metrics';

type Part = Pick<Lifecycle, 'name' | 'ready' | 'canAnswer'>;

interface Dependency {
  readonly name: string;
  readonly up: boolean;
}

const metricsResolutionMs = 1_000;
const loopTickMs = 1_000;
const longestDelayMs = 5_000;
const upWithinMs = 1_000;

/**
 * `/healthz`, `/readyz` and `/metrics` on a port of their own; no idle cost but one timer a second. A process that was ready
 * stays so while a dependency is away: no other replica could answer better. `/readyz?verbose` and `dependency_up` tell of it.
 */
export class HealthServer {
  private readonly server = createServer((request, response) => void this.answer(request.url, response));
  private readonly loop = new LoopDelay({ tickMs: loopTickMs });
  private parts: readonly Part[] = [];
  private isReady = false;

  /** Resolves with the port; answers 503 on `/readyz` until `ready`. */
  async listen(port: number, host: string): Promise<number> {
    if (!metrics.registry.getSingleMetric('process_cpu_seconds_total')) {
      collectDefaultMetrics({ register: metrics.registry, eventLoopMonitoringPrecision: metricsResolutionMs });
    }
    metrics.gauge('dependency_up', '1 while what the process depends on works', ['name'], async (gauge) => {
      for (const { name, up } of await this.dependencies()) gauge.set({ name }, up ? 1 : 0);
    });
    this.loop.start();
    return await listen(this.server, port, host);
  }

  /** What is asked, from now on, whether it works. */
  watch(parts: readonly Part[]): void {
    this.parts = parts;
  }

  ready(): void {
    this.isReady = true;
  }

  unready(): void {
    this.isReady = false;
  }

  async close(): Promise<void> {
    this.loop.stop();
    await stopListening(this.server, 500);
  }

  private async answer(target: string | undefined, response: ServerResponse): Promise<void> {
    const [path, query] = (target ?? '').split('?');
    if (path === '/healthz') return sendHealth(response, this.loop.longestMs() > longestDelayMs);
    if (path === '/readyz')
      return this.answerReady(
        response,
        new URLSearchParams(query).has('verbose') ? await this.dependencies() : undefined,
      );
    if (path !== '/metrics') return send(response, 404, {});
    response.setHeader('content-type', metrics.registry.contentType);
    response.end(await metrics.registry.metrics());
  }

  private answerReady(response: ServerResponse, dependencies?: readonly Dependency[]): void {
    const ready = this.isReady && this.parts.every((part) => part.canAnswer?.() ?? true);
    send(response, ready ? 200 : 503, { ready, ...(dependencies && { dependencies }) });
  }

  private dependencies(): Promise<Dependency[]> {
    return Promise.all(this.parts.map(async (part) => ({ name: part.name, up: await isUp(part) })));
  }
}

async function isUp(part: Part): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), upWithinMs)));
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
