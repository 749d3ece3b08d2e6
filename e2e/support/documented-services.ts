import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { Child, roleUrl, type Stack } from '@wallet/local-stack';
import { eventually } from '@wallet/testkit';

const root = join(__dirname, '../..');
const deployMd = readFileSync(join(root, 'docs/deploy.md'), 'utf8');

/** The commands of docs/deploy.md that begin so, one a line. */
export const documentedCommands = (beginning: string): string[] =>
  deployMd
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith(beginning));

/** One broker, in the clear. */
export const kafkaHere = ({ kafkaBrokers }: Stack): Record<string, string> => ({
  KAFKA_BROKERS: kafkaBrokers.join(),
  KAFKA_TLS: 'false',
  KAFKA_CA_FILE: '',
  KAFKA_SASL: 'none',
  KAFKA_USER: '',
  KAFKA_PASSWORD_FILE: '',
  KAFKA_PARTITIONS: '1',
  KAFKA_REPLICATION_FACTOR: '1',
  KAFKA_MIN_INSYNC_REPLICAS: '1',
});

/** The database, in the clear. Its password is where the example has it. */
function databaseHere(databaseUrl: string, secrets: string, service: string): Record<string, string> {
  const url = new URL(roleUrl(databaseUrl, service));
  if (url.password) {
    mkdirSync(join(secrets, 'postgres'), { recursive: true });
    writeFileSync(join(secrets, `postgres/${service}.password`), decodeURIComponent(url.password));
  }
  url.password = '';
  return { DATABASE_URL: url.href, DATABASE_CA_FILE: '' };
}

/** What another machine has at other places: the servers, the partners, the ports, and where the secrets are. */
function placesHere(stack: Stack, service: string, secrets: string): Record<string, string> {
  const { databaseUrl, redisUrl, topicPrefix, simulatorUrl } = stack;
  const operatorUrls: Record<string, string> = stack.operatorUrls;
  const tokenFiles: Record<string, string> = stack.operatorTokenFiles;
  const file = join(root, `docs/examples/production/${service}.env`);
  const settings = parseEnv(
    `${readFileSync(join(file, '../all-services.env'), 'utf8')}\n${readFileSync(file, 'utf8')}`,
  );
  const moved = Object.entries(settings).filter(([, value]) => value?.startsWith('/etc/wallet'));
  return {
    ...Object.fromEntries(moved.map(([name, value]) => [name, value!.replace('/etc/wallet', secrets)])),
    HOST: '127.0.0.1',
    ...kafkaHere(stack),
    KAFKA_TOPIC_PREFIX: topicPrefix,
    ...databaseHere(databaseUrl, secrets, service),
    REDIS_URL: redisUrl,
    REDIS_CA_FILE: '',
    REDIS_PASSWORD_FILE: '',
    ALIPAYPLUS_BASE_URL: simulatorUrl,
    SMS_URL: `${simulatorUrl}/sms`,
    PORT: new URL(stack.gatewayUrls[0]!).port,
    OPERATOR_PORT: new URL(operatorUrls[service] ?? stack.walletApiUrl).port,
    OPERATOR_TOKEN_FILE: tokenFiles[service] ?? '',
    WALLET_PORT: new URL(stack.walletApiUrl).port,
    HEALTH_PORT: new URL(stack.process(`${service}-1`).healthUrl).port,
  };
}

/** A service as docs/deploy.md starts it, in the place of the stack's own. */
export class DocumentedService {
  private child: Child | undefined;

  constructor(
    private readonly stack: Stack,
    readonly name: string,
    private readonly secrets: string,
  ) {}

  /** Resolves when it is ready, and all that it needs works; with other settings: when it is ready. */
  async start(settings?: Record<string, string>): Promise<void> {
    const [, ...args] = documentedCommands('node --env-file=')
      .find((line) => line.endsWith(`apps/${this.name}/dist/main.js`))!
      .split(' ');
    const logFile = join(this.secrets, `${this.name}.log`);
    const child = new Child({
      command: process.execPath,
      args,
      env: { PATH: process.env['PATH'], ...placesHere(this.stack, this.name, this.secrets), ...settings },
      cwd: root,
      logFile,
      onUnexpectedExit: () => undefined,
    });
    this.child = child;
    const { healthUrl } = this.stack.process(`${this.name}-1`);
    await eventually(
      async () => {
        if (child.ended) throw new Error(`${this.name} ended (${child.ended}): ${readFileSync(logFile, 'utf8')}`);
        const readiness = await (await fetch(`${healthUrl}/readyz?verbose`)).text();
        expect(readiness).toContain('"ready":true');
        if (!settings) expect(readiness).not.toContain('"up":false');
      },
      { timeoutMs: 40_000 },
    );
  }

  /** Like a supervisor: starts it again after it was killed. */
  async killAndRestart(): Promise<void> {
    await this.child?.kill();
    await this.start();
  }

  async restart(settings?: Record<string, string>): Promise<void> {
    await this.end();
    await this.start(settings);
  }

  /** How it ended. */
  async end(): Promise<string | undefined> {
    await this.child?.end('SIGTERM', 20_000);
    return this.child?.ended;
  }
}
