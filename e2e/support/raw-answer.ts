import { connect, type Socket } from 'node:net';

/** An HTTP answer as it came; header names as they were sent. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawBody: Buffer;
}

export type HeaderLines = readonly (readonly [name: string, value: string])[];

/** A request as the very bytes of the wire, header lines in the order and number given. */
export function requestBytes(requestLine: string, headers: HeaderLines, rawBody: Buffer): Buffer {
  const head = [requestLine, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), rawBody]);
}

/** Sends bytes on a connection of their own and reads one answer. */
export async function exchange(url: string, bytes: Buffer): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  try {
    return await readAnswer(socket);
  } finally {
    socket.destroy();
  }
}

function readAnswer(socket: Socket): Promise<RawAnswer> {
  let received = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const answer = parseAnswer(received);
      if (answer) resolve(answer);
    });
    // A server that refuses the rest of a large request closes while we still write.
    socket.on('error', () => undefined);
    socket.on('close', () => reject(new Error(`closed after ${received.length} bytes of an answer`)));
  });
}

function parseAnswer(bytes: Buffer): RawAnswer | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [line = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(lines.map((text) => text.split(/:\s*(.*)/s).slice(0, 2) as [string, string]));
  const rawBody = bytes.subarray(headEnd + 4);
  const [, length] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-length') ?? [];
  if (rawBody.length < Number(length ?? 0)) return undefined;
  return { status: Number(line.split(' ')[1]), headers, rawBody };
}
