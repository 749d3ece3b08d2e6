import type { INestApplicationContext } from '@nestjs/common';
import { HealthServer } from '../health-server';
import type { Lifecycle } from '../lifecycle';
import { Lifetime } from '../lifetime';
import { createNestApp, type NestAppOptions } from './nest-app';
import { startLifecycle } from '../start-lifecycle';

export interface BootOptions extends NestAppOptions {
  readonly name: string;
  readonly config: { readonly HOST: string; readonly HEALTH_PORT: number };
  /** Started in this order, before the transport and HTTP; stopped in reverse after them. */
  lifecycles(app: INestApplicationContext): Lifecycle[];
}

/**
 * Starts a service and returns when it is ready; it then runs until SIGTERM or SIGINT: unready, stop listening, drain and
 * close the transport, stop the lifecycles in reverse, exit 0 (1 after 15 s). While it starts, `/healthz` answers already
 * and each lifecycle has 60 s. A failed start ends the process with exit code 1, a `ConfigError` as one line of the log.
 */
export async function boot(options: BootOptions): Promise<void> {
  const lifetime = new Lifetime(options.logger);
  lifetime.watch();
  try {
    await start(options, lifetime);
  } catch (error) {
    await lifetime.fail(error);
  }
}

async function start(options: BootOptions, lifetime: Lifetime): Promise<void> {
  const { name, config, logger, transport } = options;
  const health = new HealthServer();
  const healthPort = await health.listen(config.HEALTH_PORT, config.HOST);
  lifetime.onStop('health', () => health.close());

  const app = await createNestApp(options);
  lifetime.onStop('nest', () => app.context.close());

  const lifecycles = options.lifecycles(app.context);
  for (const lifecycle of lifecycles) {
    lifetime.onStop(lifecycle.name, () => lifecycle.stop());
    await startLifecycle(lifecycle, logger);
  }
  lifetime.onStop('transport', () => app.stopConsuming());
  await app.consume();
  lifetime.onStop('http', () => app.stopServing());
  const port = await app.serve();

  lifetime.onStop('readiness', () => health.unready());
  const consuming = { name: 'transport', ready: () => transport?.ready?.() ?? true };
  health.ready([...lifecycles, consuming]);
  logger.info({ port, healthPort }, `${name} is ready`);
}
