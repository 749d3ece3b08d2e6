import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as Listener, type AddressInfo } from 'node:net';
import { ConfigError, errorCode } from './errors';

/** Resolves with the port. A busy or forbidden port is a `ConfigError`. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw portError(error, port, host);
  }
  return (server.address() as AddressInfo).port;
}

/** What an operator must read when a port cannot be had; other errors as they are. */
export function portError(error: unknown, port: number, host: string): unknown {
  const why = { EADDRINUSE: 'is in use', EACCES: 'is not allowed', EADDRNOTAVAIL: 'is no address of this machine' }[
    errorCode(error) ?? ''
  ];
  return why ? new ConfigError(`${host}:${port} ${why}`) : error;
}

/**
 * Takes no new connection and lets running requests finish. An idle connection may carry one more, whose answer says that
 * it was the last; without one it is closed after `lingerMs`, for a request that crosses the end of its connection is lost.
 * Cuts what is left after `patienceMs`.
 */
export async function stopListening(server: Server, patienceMs: number, lingerMs = 0): Promise<void> {
  if (!server.listening) return;
  server.prependListener('request', sayLast);
  // Of HTTP it would close all idle connections at once.
  const closed = new Promise((resolve) => Listener.prototype.close.call(server, resolve));
  const lingersUntil = Date.now() + lingerMs;
  const idle = setInterval(() => {
    if (Date.now() >= lingersUntil) server.closeIdleConnections();
  }, 50);
  const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}

function sayLast(_: IncomingMessage, response: ServerResponse): void {
  response.shouldKeepAlive = false;
}
