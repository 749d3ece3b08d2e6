import 'reflect-metadata';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { signWith } from '@wallet/alipayplus';
import type { PaymentFact } from '@wallet/contracts';
import { PostgresConnection, query } from '@wallet/postgres';
import { createLogger, metrics } from '@wallet/service';
import { testDatabase, writeKeys } from '@wallet/testkit';
import { migrate, notifierDataSource } from '../src/adapters/postgres/database';
import { RecordDeliveries } from '../src/application/record-deliveries';
import { SendingLoop } from '../src/application/sending-loop';
import { readConfig } from '../src/config';
import { NotifierModule } from '../src/notifier.module';
import { clientId, keys } from './receiver';
import { newSealKeys } from './seal-keys';
import { causes } from './causes';

const operatorToken = 'a-token-for-operators';

export interface NotifierAppOptions {
  readonly url: string;
  readonly env?: Record<string, string>;
  readonly elapsedMs?: () => number;
}

/** The whole notifier in this process, with a database of its own; only Kafka is left out. */
export class NotifierApp {
  private constructor(
    private readonly app: NestFastifyApplication,
    private readonly source: ReturnType<typeof notifierDataSource>,
    private readonly end: () => Promise<void>,
  ) {}

  static async start({ url, env = {}, elapsedMs }: NotifierAppOptions): Promise<NotifierApp> {
    metrics.registry.clear();
    const database = await testDatabase({ name: 'notifier', migrate });
    const source = await notifierDataSource(database.ownerUrl).initialize();
    const folder = await mkdtemp(join(tmpdir(), 'notifier-app-'));
    writeKeys(folder);
    await writeFile(join(folder, 'token'), operatorToken);
    const config = readConfig({
      HEALTH_PORT: '0',
      KAFKA_BROKERS: '127.0.0.1:1',
      OPERATOR_PORT: '0',
      KEYS_DIR: folder,
      SEAL_KEYS_DIR: folder,
      OPERATOR_TOKEN_FILE: join(folder, 'token'),
      DATABASE_URL: database.urlFor('wallet_notifier'),
      ALIPAYPLUS_BASE_URL: url,
      CLIENT_ID: clientId,
      ...env,
    });
    const ourKeys = {
      publicKey: () => keys.theirs.publicKey,
      sign: signWith({ keyVersion: '1', privateKey: keys.ours.privateKey }),
    };
    const logger = createLogger('notifier', 'silent');
    const bus = { publish: () => Promise.resolve() };
    const parts = { config, keys: ourKeys, sealKeys: newSealKeys(), bus, logger, ...(elapsedMs && { elapsedMs }) };
    const app = await NestFactory.create<NestFastifyApplication>(NotifierModule.create(parts), new FastifyAdapter(), {
      logger: false,
    });
    await app.init();
    await app.get(PostgresConnection).start();
    await app.get(SendingLoop).start();
    return new NotifierApp(app, source, async () => {
      await app.get(SendingLoop).stop();
      await app.close();
      await app.get(PostgresConnection).stop();
      await source.destroy();
      await database.drop();
      await rm(folder, { recursive: true });
    });
  }

  /** As the consumer of payment facts does, in batches of at most 100. */
  async record(facts: readonly PaymentFact[]): Promise<void> {
    for (let from = 0; from < facts.length; from += 100) {
      await this.app.get(RecordDeliveries).execute(causes(...facts.slice(from, from + 100)));
    }
  }

  /** Looks at once for what is due. */
  wake(): void {
    this.app.get(SendingLoop).wake();
  }

  sql<T>(text: string, parameters?: unknown[]): Promise<T[]> {
    return query<T>(this.source, text, parameters);
  }

  /** How many deliveries are in each state. */
  async states(): Promise<Record<string, number>> {
    const sql = 'select state, count(*)::int as count from notifier.delivery group by state';
    const rows = await this.sql<{ state: string; count: number }>(sql);
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  }

  /** The deliveries of a subject with what came of each attempt. */
  async attemptsOf(subject: string): Promise<{ state: string; outcomes: string[]; errors: string[] } | undefined> {
    const [row] = await this.sql<{ state: string; outcomes: string[]; errors: string[] }>(
      `select state, coalesce(array_agg(outcome order by number) filter (where outcome is not null), '{}') as outcomes,
              coalesce(array_agg(error order by number) filter (where error is not null), '{}') as errors
         from notifier.delivery left join notifier.attempt on delivery_id = id where subject = $1 group by id`,
      [subject],
    );
    return row;
  }

  /** A call of the operator endpoint: a POST when it has a body. */
  async operate(path: string, body?: object): Promise<unknown> {
    const headers = { authorization: `Bearer ${operatorToken}` };
    const url = `/operator/v1/${path}`;
    const response = await this.app.inject({ url, headers, ...(body && { method: 'POST', payload: body }) });
    if (response.statusCode !== 200) throw new Error(response.body);
    return response.json<unknown>();
  }

  /** As /metrics gives it. */
  async metric(name: string): Promise<string | undefined> {
    const lines = (await metrics.registry.metrics()).split('\n');
    return lines.find((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))?.split(' ')[1];
  }

  stop(): Promise<void> {
    return this.end();
  }
}
