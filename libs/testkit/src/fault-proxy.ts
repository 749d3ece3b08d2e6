import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Flow, type Manner } from './proxied-flow';
import { CommitWatch, type CommitTrap } from './lost-commit';

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  readonly flows: readonly Flow[];
}

const usual: Manner = { latencyMs: 0 };

/**
 * A TCP proxy on a free loopback port that can break what goes through it. For Postgres and Redis; a Kafka client leaves
 * it after the first answer, unless the broker advertises the proxy's address.
 */
export class FaultProxy {
  private readonly listener = createServer({ allowHalfOpen: true }, (client) => this.accept(client));
  private readonly pairs = new Set<Pair>();
  private manner: Manner = usual;
  private refusing = false;
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

  /** Everything flows again, also what was held back, at once. */
  pass(): void {
    this.refusing = false;
    this.trap = undefined;
    this.change(usual);
  }

  /** Resets every connection, present and new. */
  refuse(): void {
    this.refusing = true;
    for (const pair of this.pairs) this.cut(pair);
  }

  /** Connections stay and nothing flows; new ones are accepted and never answered. */
  blackhole(): void {
    this.change({ ...usual, held: true });
  }

  /** What comes in goes on so much later, in both directions. */
  delay(latencyMs: number): void {
    this.change({ latencyMs });
  }

  /** What comes in goes on in pieces of so many bytes, each sent by itself. */
  slice(bytes: number): void {
    this.change({ ...usual, sliceBytes: bytes });
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

  private change(manner: Manner): void {
    this.manner = manner;
    for (const { flows } of this.pairs) for (const flow of flows) flow.manner = manner;
  }

  private accept(client: Socket): void {
    if (this.refusing) return void client.resetAndDestroy();
    const server = connect({ ...this.target, allowHalfOpen: true });
    const watch = new CommitWatch();
    const requests = new Flow(client, server, (chunk) => watch.fromClient(chunk, this.trap));
    const answers = new Flow(server, client, (chunk) => {
      if (!this.trap?.left || !watch.isAnswer(chunk)) return;
      this.trap.left -= 1;
      this.lost += 1;
      this.cut(pair);
    });
    const pair: Pair = { client, server, flows: [requests, answers] };
    this.pairs.add(pair);
    for (const flow of pair.flows) flow.manner = this.manner;
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => this.cut(pair));
      socket.on('close', () => client.closed && server.closed && this.pairs.delete(pair));
    }
  }

  private cut(pair: Pair): void {
    this.pairs.delete(pair);
    for (const flow of pair.flows) flow.drop();
    for (const socket of [pair.client, pair.server]) if (!socket.destroyed) socket.resetAndDestroy();
  }
}
