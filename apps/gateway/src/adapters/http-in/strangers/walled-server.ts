import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { FastifyServerFactory } from 'fastify';
import { httpLimits } from '../http-limits';

/** Tells whether it has answered. */
export type Wall = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * The server of an HTTP side with a wall before Fastify: what is refused there costs a parsed request and nothing else, no
 * hook, no route, no record. Fastify sets the limits on a server of its own making only.
 */
export const serverBehind =
  (wall: Wall): FastifyServerFactory =>
  (handler) => {
    const server = createServer(httpLimits.http, (request, response) => {
      if (!wall(request, response)) handler(request, response);
    });
    server.keepAliveTimeout = httpLimits.keepAliveTimeout;
    server.requestTimeout = httpLimits.requestTimeout;
    server.maxRequestsPerSocket = httpLimits.maxRequestsPerSocket;
    return server.setTimeout(httpLimits.connectionTimeout);
  };
