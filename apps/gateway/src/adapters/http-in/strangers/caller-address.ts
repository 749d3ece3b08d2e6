import type { IncomingMessage } from 'node:http';
import proxyAddr, { compile } from '@fastify/proxy-addr';

export type AddressOf = (request: IncomingMessage) => string;

/** The address of the connection, or what the nearest of our proxies has seen. As Fastify's `request.ip`. */
export function callerAddress(proxies: readonly string[]): AddressOf {
  if (proxies.length === 0) return ({ socket }) => socket.remoteAddress ?? '';
  const isOurs = compile([...proxies]);
  return (request) => proxyAddr(request, isOurs);
}
