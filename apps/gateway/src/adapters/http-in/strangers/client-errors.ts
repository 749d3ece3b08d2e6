import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { httpLimits } from '../http-limits';

/**
 * Refuses what is no request, and what takes too long to arrive. Node looks for the latter before it reads the sockets, so
 * that after a stall of this process an honest call would be late that lies there already: it has one more interval.
 */
export class ClientErrors {
  private readonly latest = new WeakMap<Socket, IncomingMessage>();

  /** To be told of each request once its head has come. */
  begin(request: IncomingMessage): void {
    this.latest.set(request.socket, request);
  }

  refuse({ code }: Error & { readonly code?: string }, socket: Socket): void {
    if (code !== 'ERR_HTTP_REQUEST_TIMEOUT') return end(socket, code === 'HPE_HEADER_OVERFLOW' ? 431 : 400);
    const known = this.latest.get(socket);
    const lacksBody = known?.complete === false;
    const hasCome = (): boolean => {
      const now = this.latest.get(socket);
      return now?.complete === true && (lacksBody || now !== known);
    };
    setTimeout(() => {
      if (!hasCome()) end(socket, 408);
    }, httpLimits.http.connectionsCheckingInterval);
  }
}

function end(socket: Socket, status: 400 | 408 | 431): void {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, 'connection: close', 'content-length: 0', '', ''];
  if (socket.writable) socket.write(lines.join('\r\n'));
  socket.destroy();
}
