import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { CommitWatch, type CommitTrap } from './lost-commit';

type Mode = 'pass' | 'refuse' | 'blackhole';

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

/**
 * A TCP proxy on a free loopback port that can break what goes through it. For Postgres and Redis; a Kafka client leaves
 * it after the first answer, unless the broker advertises the proxy's address.
 */
export class FaultProxy {
  private readonly listener = createServer({ allowHalfOpen: true }, (client) => this.accept(client));
  private readonly pairs = new Set<Pair>();
  private mode: Mode = 'pass';
  private trap: CommitTrap | undefined;
  private lost = 0;

  private constructor(private readonly target: { readonly host: string; readonly port: number }) {}

  static async start(target: { readonly host: string; readonly port: number }): Promise<FaultProxy> {
    const proxy = new FaultProxy(target);
    proxy.listener.listen(0, '127.0.0.1');
    await once(proxy.listener, 'listening');
    return proxy;
  }

  /** Of the proxy, on 127.0.0.1. */
  get port(): number {
    return (this.listener.address() as AddressInfo).port;
  }

  /** The same URL with the proxy's address in it. */
  through(url: string): string {
    const proxied = new URL(url);
    proxied.host = `127.0.0.1:${this.port}`;
    return proxied.href;
  }

  /** Answers to COMMIT that were lost so far. */
  get lostCommits(): number {
    return this.lost;
  }

  /** Everything flows again, also what a blackhole held back. */
  pass(): void {
    this.mode = 'pass';
    this.trap = undefined;
    for (const { client, server } of this.pairs) [client, server].forEach((socket) => socket.resume());
  }

  /** Resets every connection, present and new. */
  refuse(): void {
    this.mode = 'refuse';
    for (const pair of this.pairs) this.cut(pair);
  }

  /** Connections stay and nothing flows; new ones are accepted and never answered. */
  blackhole(): void {
    this.mode = 'blackhole';
    for (const { client, server } of this.pairs) [client, server].forEach((socket) => socket.pause());
  }

  /**
   * For the next `count` COMMITs: Postgres commits and answers, the client loses its connection instead of the answer.
   * Only of transactions that wrote something, or with a statement `containing` the text (any case).
   */
  cutAfterCommit(count: number, options: { readonly containing?: string } = {}): void {
    this.trap = { left: count, ...options };
  }

  async close(): Promise<void> {
    for (const pair of this.pairs) this.cut(pair);
    this.listener.close();
    await once(this.listener, 'close');
  }

  private accept(client: Socket): void {
    if (this.mode === 'refuse') return void client.resetAndDestroy();
    const pair = { client, server: connect({ ...this.target, allowHalfOpen: true }) };
    this.pairs.add(pair);
    const watch = new CommitWatch();
    this.forward(client, pair.server, (chunk) => watch.fromClient(chunk, this.trap));
    this.forward(pair.server, client, (chunk) => {
      if (!this.trap?.left || !watch.isAnswer(chunk)) return;
      this.trap.left -= 1;
      this.lost += 1;
      this.cut(pair);
    });
    for (const socket of [client, pair.server]) {
      socket.on('error', () => this.cut(pair));
      socket.on('close', () => this.cut(pair));
      if (this.mode === 'blackhole') socket.pause();
    }
  }

  private forward(from: Socket, to: Socket, look: (chunk: Buffer) => void): void {
    from.on('data', (chunk: Buffer) => {
      look(chunk);
      if (!to.destroyed) to.write(chunk);
    });
    from.on('end', () => to.end());
  }

  private cut(pair: Pair): void {
    this.pairs.delete(pair);
    for (const socket of [pair.client, pair.server]) if (!socket.destroyed) socket.resetAndDestroy();
  }
}
