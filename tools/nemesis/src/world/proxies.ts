import { freePort, type Infrastructure, type KafkaListener, type ServiceName } from '@wallet/local-stack';
import { FaultProxy } from '@wallet/testkit';
import { networks, type Network } from '../plan/surrounding-fault';

const isNetwork = (name: string): name is Network => networks.some((network) => network === name);
const of = (server: string): Network[] => networks.filter((network) => network.startsWith(`${server}:`));

/** One proxy in each network: between one service and one server, or Alipay+. */
export class Proxies {
  private readonly all = new Map<Network, FaultProxy>();

  of(network: Network): FaultProxy {
    const proxy = this.all.get(network);
    if (!proxy) throw new Error(`there is no proxy ${network}`);
    return proxy;
  }

  /** The listeners that Kafka shall have, each advertised as its proxy. */
  async beforeKafka(): Promise<KafkaListener[]> {
    const listeners: KafkaListener[] = [];
    for (const network of of('kafka')) {
      const port = await freePort();
      listeners.push({ port, advertisedPort: (await this.start(network, port)).port });
    }
    return listeners;
  }

  async before({ databaseUrl, redisUrl }: Infrastructure): Promise<void> {
    for (const network of of('postgres')) await this.start(network, Number(new URL(databaseUrl).port));
    for (const network of of('redis')) await this.start(network, Number(new URL(redisUrl).port));
  }

  /** Resolves with the URL at which the notifier finds Alipay+. */
  async beforeAlipayplus(port: number): Promise<string> {
    return `http://127.0.0.1:${(await this.start('alipayplus:notifier', port)).port}`;
  }

  /** The same URL when there is no such network. */
  through(network: string, url: string): string {
    return isNetwork(network) ? this.of(network).through(url) : url;
  }

  /** Of the simulator, which needs none, that of the first. */
  kafkaAddress(service: ServiceName): string {
    const network = `kafka:${service}`;
    return `127.0.0.1:${this.of(isNetwork(network) ? network : 'kafka:gateway').port}`;
  }

  pass(): void {
    for (const proxy of this.all.values()) proxy.pass();
  }

  /** Answers to COMMIT that were lost so far. */
  get lostCommits(): number {
    return [...this.all.values()].reduce((sum, { lostCommits }) => sum + lostCommits, 0);
  }

  async close(): Promise<void> {
    await Promise.all([...this.all.values()].map((proxy) => proxy.close()));
  }

  private async start(network: Network, port: number): Promise<FaultProxy> {
    const proxy = await FaultProxy.start({ host: '127.0.0.1', port });
    this.all.set(network, proxy);
    return proxy;
  }
}
