import type { INestApplicationContext } from '@nestjs/common';
import { HealthServer } from '../health-server';
import type { Lifecycle } from '../lifecycle';
import { Lifetime } from '../lifetime';
import { createNestApp, type NestAppOptions } from './nest-app';
import { bootPatienceMs, startLifecycle } from '../start-lifecycle';
import type { Logger } from '../logger';

interface BootConfig {
  readonly HOST: string;
  readonly HEALTH_HOST?: string | undefined;
  readonly HEALTH_PORT: number;
  readonly BOOT_PATIENCE_SECONDS: number;
}

export interface BootOptions extends NestAppOptions {
  readonly name: string;
  readonly config: BootConfig;
  /** Started in this order, before the transport and HTTP; stopped in reverse after them. */
  lifecycles(app: INestApplicationContext): Lifecycle[];
  /** Started beside all else, for as long as it takes: the process is ready and serves meanwhile. Stopped after HTTP. */
  readonly beside?: readonly Lifecycle[];
}

/**
 * Starts a service and returns when it is ready; it then runs until SIGTERM or SIGINT: unready, stop listening, drain and
 * close the transport, stop the lifecycles in reverse, exit 0 (1 after 15 s). While it starts, `/healthz` answers already
 * and each lifecycle has `BOOT_PATIENCE_SECONDS` (0: as long as it takes). A failed start ends the process with exit code 1, a
 * `ConfigError` as one line of the log.
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
  const { name, config, logger, transport, beside = [] } = options;
  const patienceMs = bootPatienceMs(config);
  const health = new HealthServer();
  const healthPort = await health.listen(config.HEALTH_PORT, config.HEALTH_HOST ?? config.HOST);
  lifetime.onStop('health', () => health.close());

  const app = await createNestApp(options);
  lifetime.onStop('nest', () => app.context.close());

  const lifecycles = options.lifecycles(app.context);
  const consuming = { name: 'transport', ready: () => transport?.ready?.() ?? true };
  health.watch([...lifecycles, ...beside, ...(transport ? [consuming] : [])]);
  for (const lifecycle of lifecycles) {
    lifetime.onStop(lifecycle.name, () => lifecycle.stop());
    await startLifecycle(lifecycle, logger, { patienceMs });
  }
  void startBeside(beside, options.logger, lifetime);
  lifetime.onStop('transport', () => app.stopConsuming());
  await app.consume();
  lifetime.onStop('http', () => app.stopServing());
  const port = await app.serve();

  lifetime.onStop('readiness', () => health.unready());
  health.ready();
  logger.info({ port, healthPort }, `${name} is ready`);
}

async function startBeside(parts: readonly Lifecycle[], logger: Logger, lifetime: Lifetime): Promise<void> {
  for (const part of parts) lifetime.onStop(part.name, () => part.stop());
  try {
    for (const part of parts) await startLifecycle(part, logger, { patienceMs: Infinity });
  } catch (error) {
    await lifetime.fail(error);
  }
}
