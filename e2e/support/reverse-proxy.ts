import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child, freePort } from '@wallet/local-stack';
import { eventually } from '@wallet/testkit';

const examples = join(__dirname, '../../docs/examples/production');

/** The example of each, and how it is run in the foreground; both are packages of Debian. */
const proxies = {
  nginx: { example: 'nginx.conf', command: 'nginx', args: (file: string) => ['-g', 'daemon off;', '-c', file] },
  haproxy: { example: 'haproxy.cfg', command: 'haproxy', args: (file: string) => ['-db', '-f', file] },
};
export type ProxyName = keyof typeof proxies;

/** nginx or HAProxy before a gateway, with the configuration of docs/examples/production. */
export class ReverseProxy {
  private readonly dir = mkdtempSync(join(tmpdir(), 'wallet-proxy-'));
  private child: Child | undefined;

  private constructor(
    private readonly name: ProxyName,
    readonly port: number,
  ) {}

  static async reserve(name: ProxyName): Promise<ReverseProxy> {
    return new ReverseProxy(name, await freePort());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Throws with its log when it is not installed, or does not listen. */
  async start(gatewayUrl: string): Promise<void> {
    const { example, command, args } = proxies[this.name];
    const file = join(this.dir, example);
    const configuration = readFileSync(join(examples, example), 'utf8')
      .replaceAll('127.0.0.1:8080', new URL(gatewayUrl).host)
      .replaceAll('127.0.0.1:8000', `127.0.0.1:${this.port}`)
      .replaceAll('/run/', `${this.dir}/`);
    writeFileSync(file, configuration);
    const logFile = join(this.dir, 'log');
    this.child = new Child({
      command,
      args: args(file),
      env: process.env,
      cwd: this.dir,
      logFile,
      onUnexpectedExit: () => undefined,
    });
    await eventually(async () => {
      this.child?.assertRunning(`${this.name} (apt-get install ${this.name})`);
      await once(connect(this.port, '127.0.0.1').unref(), 'connect');
    });
  }

  async stop(): Promise<void> {
    await this.child?.end('SIGTERM', 5_000);
    rmSync(this.dir, { recursive: true, force: true });
  }
}
