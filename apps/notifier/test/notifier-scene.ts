import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { verifyMessage } from '@wallet/alipayplus';
import {
  AlipayPlusServer,
  newKeys,
  pemOf,
  resultBody,
  signedAnswer,
  type Received,
} from '@wallet/alipayplus-client/testing';
import { bindingKey, type Topic } from '@wallet/contracts';
import { MessageBus } from '@wallet/messaging';
import { query } from '@wallet/postgres';
import { createLogger } from '@wallet/service';
import { eventually, fakeMessage, FaultProxy, testDatabase, testKafkaBrokers } from '@wallet/testkit';
import { migrate, notifierDataSource } from '../src/adapters/postgres/database';
import { NotifierProcess } from './notifier-process';
import { newSealKeys } from './seal-keys';

const clientId = 'SANDBOX_5X00000000000001';
const operatorToken = 'a-token-for-operators';

/** What Alipay+ does with one attempt: a result, an HTTP status, nothing, or S after a while. */
export type Behaviour = 'S' | 'U' | `F ${string}` | 500 | 'hang' | { readonly afterMs: number };

export interface DeliveryState {
  readonly state: string;
  readonly attempts: number;
  readonly unfinished: number;
}

/** One notifier with real servers; Alipay+ is played here. */
export class NotifierScene {
  readonly operatorToken = operatorToken;
  /** Every line that a notifier has logged. */
  readonly lines: Record<string, unknown>[] = [];
  /** What Alipay+ does with the attempts for each subject, in order; then it acknowledges. */
  readonly behaviours = new Map<string, Behaviour[]>();

  private constructor(
    readonly source: ReturnType<typeof notifierDataSource>,
    readonly proxy: FaultProxy,
    readonly server: AlipayPlusServer,
    private readonly parts: {
      readonly env: Record<string, string>;
      readonly bus: MessageBus;
      readonly end: () => Promise<void>;
    },
  ) {}

  /** The keys of both sides, and of the seal. */
  static readonly keys = { ours: newKeys(), theirs: newKeys(), seal: newSealKeys() };

  static async start(): Promise<NotifierScene> {
    const database = await testDatabase({ name: 'notifier', migrate });
    const source = await notifierDataSource(database.ownerUrl).initialize();
    const { hostname: host, port } = new URL(database.ownerUrl);
    const proxy = await FaultProxy.start({ host, port: Number(port) });
    const server = new AlipayPlusServer();
    const folder = await mkdtemp(join(tmpdir(), 'notifier-'));
    const kafka = { brokers: testKafkaBrokers(), topicPrefix: `notifier-${process.pid}-${Date.now()}.`, partitions: 1 };
    const bus = new MessageBus({ ...kafka, clientId: 'payments', logger: createLogger('spec', 'silent') });
    await bus.start();
    const env = {
      KAFKA_BROKERS: kafka.brokers.join(),
      KAFKA_TOPIC_PREFIX: kafka.topicPrefix,
      KAFKA_PARTITIONS: '1',
      DATABASE_URL: proxy.through(database.urlFor('wallet_notifier')),
      ALIPAYPLUS_BASE_URL: await server.start(),
      CLIENT_ID: clientId,
      ...(await writeKeys(folder)),
      NOTIFY_TIMEOUT_MS: '1000',
      NOTIFY_SCHEDULE_SECONDS: '0,1,1,1',
    };
    const end = async () => {
      await bus.stop();
      await server.stop();
      await proxy.close();
      await source.destroy();
      await database.drop();
      await rm(folder, { recursive: true });
    };
    const scene = new NotifierScene(source, proxy, server, { env, bus, end });
    server.answer = (received, response) => scene.answer(received, response);
    return scene;
  }

  /** Of what a notifier was started before. */
  stop(): Promise<void> {
    return this.parts.end();
  }

  startNotifier(over: Record<string, string> = {}): Promise<NotifierProcess> {
    return NotifierProcess.start({ ...this.parts.env, ...over }, (line) => void this.lines.push(line));
  }

  publish<Fact>(topic: Topic<Fact>, fact: Fact): Promise<void> {
    return this.parts.bus.forward(fakeMessage(topic, fact), topic, fact);
  }

  receivedOf(subject: string): Received[] {
    return this.server.received.filter((received) => subjectOf(received) === subject);
  }

  isSigned({ method, url: uri, headers, rawBody }: Received): boolean {
    const message = { method, uri, clientId, time: String(headers['request-time']), rawBody };
    const findKey = () => NotifierScene.keys.ours.publicKey;
    return headers['client-id'] === clientId && verifyMessage(message, String(headers['signature']), findKey).ok;
  }

  /** The deliveries of a subject, the oldest first. */
  stateOf(subject: string): Promise<DeliveryState[]> {
    return query(
      this.source,
      `select state, attempts,
              (select count(*)::int from notifier.attempt where delivery_id = id and finished_at is null) as unfinished
         from notifier.delivery where subject = $1 order by id`,
      [subject],
    );
  }

  async becomes(
    subject: string,
    expected: DeliveryState | readonly DeliveryState[],
    timeoutMs = 10_000,
  ): Promise<void> {
    const states = [expected].flat();
    await eventually(async () => expect(await this.stateOf(subject)).toEqual(states), { timeoutMs });
  }

  private async answer(received: Received, response: Parameters<AlipayPlusServer['answer']>[1]): Promise<void> {
    const behaviour = this.behaviours.get(subjectOf(received))?.shift() ?? 'S';
    if (behaviour === 'hang') return;
    if (behaviour === 500) return void response.writeHead(500).end();
    if (typeof behaviour === 'object') await pause(behaviour.afterMs);
    const [status = '', code] = typeof behaviour === 'object' ? ['S'] : behaviour.split(' ');
    const body = resultBody(status, code ?? { S: 'SUCCESS', U: 'UNKNOWN_EXCEPTION' }[status] ?? '');
    const { privateKey } = NotifierScene.keys.theirs;
    const { headers } = await signedAnswer(received.url, { clientId, keyVersion: '1', privateKey, body });
    response.writeHead(200, headers).end(body);
  }
}

async function writeKeys(folder: string) {
  const { ours, theirs, seal } = NotifierScene.keys;
  const sealKeysDir = join(folder, 'seal');
  const tokenFile = join(folder, 'operator.token');
  await mkdir(sealKeysDir);
  await writeFile(join(folder, 'wallet-private.pem'), pemOf(ours.privateKey));
  await writeFile(join(folder, 'alipayplus-public.pem'), pemOf(theirs.publicKey));
  for (const [version, key] of seal.files) {
    await writeFile(join(sealKeysDir, `seal.${version}.key`), key.toString('base64'));
  }
  await writeFile(tokenFile, operatorToken);
  return { KEYS_DIR: folder, SEAL_KEYS_DIR: sealKeysDir, OPERATOR_TOKEN_FILE: tokenFile, OPERATOR_PORT: '0' };
}

function subjectOf({ rawBody }: Received): string {
  const { paymentRequestId, ...binding } = JSON.parse(rawBody.toString()) as Record<string, string>;
  const { authClientId = '', referenceAgreementId = '' } = binding;
  return paymentRequestId ?? bindingKey({ authClientId, referenceAgreementId });
}
