import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream';

const nothing = (): void => undefined;

async function connectionTo(url: string): Promise<Socket | undefined> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    return undefined;
  }
}

/** In the place of the one before the gateways: each connection goes to the next target that takes it. */
export class Balancer {
  /** Base URLs. */
  targets: readonly string[] = [];
  private turn = 0;
  private readonly clients = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('connection', (client) => {
      this.clients.add(client);
      client.on('close', () => this.clients.delete(client)).on('error', nothing);
      void this.pass(client);
    });
  }

  static async start(): Promise<Balancer> {
    const server = createServer({ noDelay: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Balancer(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private async pass(client: Socket): Promise<void> {
    const target = await this.open();
    if (!target) return void client.destroy();
    target.setNoDelay(true);
    pipeline(client, target, nothing);
    pipeline(target, client, nothing);
  }

  private async open(): Promise<Socket | undefined> {
    for (let tries = 0; tries < this.targets.length; tries++) {
      const target = await connectionTo(this.targets[this.turn++ % this.targets.length] ?? '');
      if (target) return target;
    }
    return undefined;
  }
}
