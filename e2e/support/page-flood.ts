import { connect, type Socket } from 'node:net';

const connections = 16;
/** The gateway ends a connection after 1,000 requests. */
const mostOnConnection = 900;
const tickMs = 5;
const statusLine = /HTTP\/1\.1 (\d{3})/g;
const splitLine = 12;

/** Requests for one page from one address, on connections that are kept, at a fixed rate and whatever is answered. */
export class PageFlood {
  sent = 0;
  /** Answers by status. */
  readonly answered = new Map<number, number>();
  private readonly lines: { socket: Socket; sent: number }[];
  private readonly request: string;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly url: URL,
    rate: number,
  ) {
    this.request = `GET ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\n\r\n`;
    this.lines = Array.from({ length: connections }, () => ({ socket: this.open(), sent: 0 }));
    const startedAt = performance.now();
    this.timer = setInterval(() => {
      const due = ((performance.now() - startedAt) / 1_000) * rate;
      while (this.sent < due) this.send();
    }, tickMs);
  }

  get answers(): number {
    return [...this.answered.values()].reduce((sum, count) => sum + count, 0);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  close(): void {
    this.stop();
    for (const { socket } of this.lines) socket.destroy();
  }

  private send(): void {
    const line = this.lines[this.sent++ % connections]!;
    if (line.sent >= mostOnConnection) {
      line.socket.end();
      Object.assign(line, { socket: this.open(), sent: 0 });
    }
    line.sent += 1;
    line.socket.write(this.request);
  }

  private open(): Socket {
    const socket = connect(Number(this.url.port), this.url.hostname).setEncoding('latin1');
    let rest = '';
    socket.on('data', (chunk: string) => {
      const text = rest + chunk;
      let end = 0;
      for (const found of text.matchAll(statusLine)) {
        const status = Number(found[1]);
        this.answered.set(status, (this.answered.get(status) ?? 0) + 1);
        end = found.index + splitLine;
      }
      rest = text.slice(Math.max(end, text.length - splitLine + 1));
    });
    socket.on('error', () => undefined);
    return socket;
  }
}
