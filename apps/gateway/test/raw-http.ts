import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly rawBody: Buffer;
}

/** One request as the very bytes of the wire, header lines in the order and number given. */
export function rawRequest(line: string, headerLines: readonly [string, string][], body: string | Buffer = ''): Buffer {
  const head = [line, ...headerLines.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}

/** Sends bytes on a connection of their own and reads the first `count` answers, or what came until it was closed. */
export async function exchange(port: number, bytes: Buffer, count = 1): Promise<RawAnswer[]> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  try {
    return await readAnswers(socket, count);
  } finally {
    socket.destroy();
  }
}

export function readAnswers(socket: Socket, count: number): Promise<RawAnswer[]> {
  const answers: RawAnswer[] = [];
  let unread = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    socket.on('data', (chunk: Buffer) => {
      unread = Buffer.concat([unread, chunk]);
      for (let next = parseAnswer(unread); next; next = parseAnswer(unread)) {
        answers.push(next.answer);
        unread = unread.subarray(next.end);
      }
      if (answers.length >= count) resolve(answers);
    });
    socket.on('close', () => resolve(answers));
    socket.on('error', reject);
  });
}

function parseAnswer(bytes: Buffer): { answer: RawAnswer; end: number } | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [line = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(lines.map((text) => text.split(/:\s*(.*)/s).slice(0, 2) as [string, string]));
  const length = Number(headers['content-length'] ?? headers['Content-Length'] ?? 0);
  const end = headEnd + 4 + length;
  if (bytes.length < end) return undefined;
  return { answer: { status: Number(line.split(' ')[1]), headers, rawBody: bytes.subarray(headEnd + 4, end) }, end };
}
