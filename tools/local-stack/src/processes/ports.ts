import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the range from which the system picks ports for outgoing connections, so a stopped server's port stays free. */
const LOWEST = 15_000;
const HIGHEST = 32_000;
/** The workers of one test run pick from different ports, because none knows what another has handed out. */
const SLICES = 4;
const SLICE = (HIGHEST - LOWEST) / SLICES;
const lowest = LOWEST + (Number(process.env['JEST_WORKER_ID'] ?? 0) % SLICES) * SLICE;

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Also those that nobody listens on yet: a process gets all its ports before it starts. */
const handedOut = new Set<number>();

/** A loopback TCP port that nobody listens on now; never the same twice. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, lowest + SLICE);
    if (handedOut.has(port)) continue;
    handedOut.add(port);
    if (await isFree(port)) return port;
  }
}
