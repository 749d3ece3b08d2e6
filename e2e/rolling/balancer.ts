import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';

/** As a cluster's Service does it: each new connection goes to one of those that are ready, in turns; others stay as they are. */
export class Balancer {
  private next = 0;

  private constructor(
    private readonly server: Server,
    private ready: readonly string[],
  ) {}

  static async start(): Promise<Balancer> {
    const server = createServer((client) => {
      const backend = connect(Number(new URL(balancer.pick()).port), '127.0.0.1');
      client.on('error', () => backend.destroy()).pipe(backend);
      backend.on('error', () => client.destroy()).pipe(client);
    });
    const balancer = new Balancer(server, []);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  leadTo(ready: readonly string[]): void {
    this.ready = ready;
  }

  stop(): void {
    this.server.close();
  }

  private pick(): string {
    return this.ready[this.next++ % this.ready.length]!;
  }
}
