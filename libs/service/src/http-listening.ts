import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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

/** Takes no new connection, lets running requests finish, cuts what is left after `patienceMs`. */
export async function stopListening(server: Server, patienceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise((resolve) => server.close(resolve));
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
