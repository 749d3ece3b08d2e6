import { randomUUID } from 'node:crypto';
import { Pool, type PoolClient } from 'pg';

const schema = 'bench_floor';

const tables = [
  `drop schema if exists ${schema} cascade`,
  `create schema ${schema}`,
  `create table ${schema}.account (id integer primary key, balance bigint not null check (balance >= 0))`,
  `create table ${schema}.entry (
     posting_id uuid not null, seq integer not null, account_id integer not null, amount bigint not null,
     primary key (posting_id, seq)
   )`,
  `insert into ${schema}.account select id, 1000000000000000 from generate_series(0, 1000) id`,
];

const insert = `insert into ${schema}.entry (posting_id, seq, account_id, amount) values ($1, $2, $3, $4)`;

/** What a payment must do at the least: one durable transaction with a guarded debit and two entries, each worker in its own account. */
export class Postings {
  private constructor(
    private readonly pool: Pool,
    private readonly clients: readonly PoolClient[],
  ) {}

  static async start(databaseUrl: string, connections: number): Promise<Postings> {
    const pool = new Pool({ connectionString: databaseUrl, max: connections });
    pool.on('error', () => undefined);
    for (const sql of tables) await pool.query(sql);
    return new Postings(pool, await Promise.all(Array.from({ length: connections }, () => pool.connect())));
  }

  /** Each worker has a connection of its own. */
  async post(worker: number): Promise<void> {
    const client = this.clients[worker];
    if (!client) throw new Error(`there is no connection ${worker}`);
    const postingId = randomUUID();
    await client.query('begin');
    const debit = `update ${schema}.account set balance = balance - $2 where id = $1 and balance >= $2`;
    await client.query({ name: 'debit', text: debit, values: [worker + 1, 120] });
    await client.query({ name: 'entry', text: insert, values: [postingId, 0, worker + 1, -120] });
    await client.query({ name: 'entry', text: insert, values: [postingId, 1, 0, 120] });
    await client.query('commit');
  }

  async stop(): Promise<void> {
    for (const client of this.clients) client.release();
    await this.pool.query(`drop schema ${schema} cascade`);
    await this.pool.end();
  }
}
