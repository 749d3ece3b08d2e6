import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyServerFactory } from 'fastify';
import { httpLimits } from '../http-limits';
import { ClientErrors } from './client-errors';

/** Tells whether it has answered. */
export type Wall = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface KeepAliveSettings {
  /** How long an idle connection stays open: a proxy must close its own first, or it sends a call into a closed one. */
  readonly KEEP_ALIVE_SECONDS: number;
}

/** What makes Fastify use such a server. */
interface WalledServer {
  readonly serverFactory: FastifyServerFactory;
  readonly clientErrorHandler: (error: Error, socket: Socket) => void;
}

/**
 * The server of an HTTP side with a wall before Fastify: what is refused there costs a parsed request and nothing else, no
 * hook, no route, no record. Fastify sets the limits on a server of its own making only.
 */
export function serverBehind(wall: Wall, { KEEP_ALIVE_SECONDS }: KeepAliveSettings): WalledServer {
  const errors = new ClientErrors();
  const serverFactory: FastifyServerFactory = (handler) => {
    const server = createServer(httpLimits.http, (request, response) => {
      errors.begin(request);
      if (!wall(request, response)) handler(request, response);
    });
    server.keepAliveTimeout = KEEP_ALIVE_SECONDS * 1_000;
    server.requestTimeout = httpLimits.requestTimeout;
    server.maxRequestsPerSocket = httpLimits.maxRequestsPerSocket;
    return server.setTimeout(httpLimits.connectionTimeout);
  };
  return { serverFactory, clientErrorHandler: (error, socket) => errors.refuse(error, socket) };
}
