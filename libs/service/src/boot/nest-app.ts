import type { Server } from 'node:http';
import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory, type AbstractHttpAdapter } from '@nestjs/core';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { Lifecycle } from '../lifecycle';
import { portError, stopListening } from '../http-listening';
import type { Logger } from '../logger';
import { nestLogger } from './nest-logger';
import { PassThroughFilter } from './pass-through.filter';

export interface NestAppOptions {
  readonly module: Type | DynamicModule;
  /** `ready` is asked as that of a lifecycle. */
  readonly transport?: CustomTransportStrategy & Pick<Lifecycle, 'ready'>;
  /** JSON bodies are parsed by Fastify itself; register parsers on the adapter's instance for anything else. */
  readonly http?: { readonly port: number; readonly host: string; readonly adapter: AbstractHttpAdapter };
  readonly logger: Logger;
}

/** A Nest application whose consumers and HTTP side are started and stopped each on its own. */
export interface NestApp {
  readonly context: INestApplicationContext;
  consume(): Promise<void>;
  stopConsuming(): Promise<void>;
  /** Resolves with the port when there is an HTTP side. */
  serve(): Promise<number | undefined>;
  stopServing(): Promise<void>;
}

const drainMs = 8_000;
/** Whose connection carries a call more often than that, such as a proxy, loses none when a process ends. */
const lingerMs = 2_000;

export async function createNestApp(options: NestAppOptions): Promise<NestApp> {
  const { module, transport: strategy, http } = options;
  const nest = { logger: nestLogger(options.logger), abortOnError: false, bufferLogs: true };
  if (http) return await createHttpApp(options, http);
  if (strategy) {
    const app = await NestFactory.createMicroservice(module, { ...nest, strategy });
    app.useGlobalFilters(new PassThroughFilter());
    await app.init();
    return { context: app, consume: () => app.listen(), stopConsuming: () => closeOnce(strategy), ...notServing };
  }
  const context = await NestFactory.createApplicationContext(module, nest);
  return { context, consume: nothing, stopConsuming: nothing, ...notServing };
}

const nothing = () => Promise.resolve();
const notServing = { serve: () => Promise.resolve(undefined), stopServing: nothing };

/** Nest closes the transport again when the application closes. */
async function closeOnce(strategy: CustomTransportStrategy): Promise<void> {
  await strategy.close();
  strategy.close = () => undefined;
}

async function createHttpApp(options: NestAppOptions, http: NonNullable<NestAppOptions['http']>): Promise<NestApp> {
  const { module, transport: strategy, logger } = options;
  const nest = { logger: nestLogger(logger), abortOnError: false, bufferLogs: true, bodyParser: false };
  const app = await NestFactory.create(module, http.adapter, nest);
  if (strategy) {
    const consumers = app.connectMicroservice({ strategy }, { inheritAppConfig: false, deferInitialization: true });
    consumers.useGlobalFilters(new PassThroughFilter());
  }
  await app.init();
  const server = app.getHttpServer() as Server;
  return {
    context: app,
    consume: async () => void (await app.startAllMicroservices()),
    stopConsuming: strategy ? () => closeOnce(strategy) : nothing,
    serve: async () => {
      await app.listen(http.port, http.host).catch((error: unknown) => {
        throw portError(error, http.port, http.host);
      });
      const address = server.address();
      return typeof address === 'object' ? address?.port : undefined;
    },
    stopServing: () => stopListening(server, drainMs, lingerMs),
  };
}
