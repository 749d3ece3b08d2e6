import { testDatabase, type TestDatabase } from '@wallet/testkit';
import { Client, Pool } from 'pg';
import { haltWhileItHolds } from './lost-host';

let database: TestDatabase;
let pool: Pool;
const sessions: Client[] = [];

beforeAll(async () => {
  database = await testDatabase({ name: 'lost_host', migrate: () => Promise.resolve() });
  await database.run(['create table account (id int primary key)', 'insert into account values (1), (2)']);
  pool = new Pool({ connectionString: database.ownerUrl, max: 2 });
});

afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.end()));
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** A session of payments that the server ends when it is silent for so long in a transaction. */
async function session(silenceMs: number, lockMs = 0): Promise<Client> {
  const client = new Client({
    connectionString: database.ownerUrl,
    application_name: 'payments',
    idle_in_transaction_session_timeout: silenceMs,
    lock_timeout: lockMs,
  });
  client.on('error', () => undefined);
  await client.connect();
  sessions.push(client);
  return client;
}

const lock = 'select from account where id = 1 for update';

/** A process whose signals are noted; what it does when it goes on is `onGoing`. */
function halting(onGoing: () => Promise<unknown> = () => Promise.resolve()) {
  const signals: string[] = [];
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    signals.push(signal);
    if (signal === 'SIGCONT') await onGoing();
  };
  return { signals, kill };
}

describe('a host that is lost', () => {
  it('is watched until the server has ended what it held, and so are those who wait for it', async () => {
    const [held, other] = [await session(2_000), await session(0, 700)];
    await held.query('begin');
    await held.query(lock);
    const waiting = other.query(lock).catch((error: unknown) => error);
    const process = halting();
    const before = Date.now();
    const { at, hold } = await haltWhileItHolds(process, pool);

    expect(at.getTime() - before).toBeLessThan(1_000);
    expect(process.signals).toEqual(['SIGSTOP']);
    expect(hold?.idleMs).toBeGreaterThan(1_000);
    expect(hold?.idleMs).toBeLessThan(2_500);
    expect(hold?.waitedMs).toBeGreaterThan(300);
    expect(hold?.waitedMs).toBeLessThan(1_200);
    expect(String(await waiting)).toContain('lock timeout');
  });

  it('may hold for ever, which is not waited for', async () => {
    const held = await session(0);
    await held.query('begin');
    const { hold } = await haltWhileItHolds(halting(), pool, { mostHalts: 1, longestMs: 1_500 });
    expect(hold?.idleMs).toBeGreaterThan(1_500);
    expect(hold?.waitedMs).toBe(0);
  });

  it('goes on once more when the transaction was that of another, until one is met', async () => {
    const [other, held] = [await session(500), await session(1_500)];
    await other.query('begin');
    const process = halting(() => held.query('begin'));
    const { hold } = await haltWhileItHolds(process, pool);
    expect(process.signals).toEqual(['SIGSTOP', 'SIGCONT', 'SIGSTOP']);
    expect(hold?.idleMs).toBeGreaterThan(1_000);
  });

  it('stands still all the same when it never holds anything', async () => {
    const process = halting();
    const { hold } = await haltWhileItHolds(process, pool, { mostHalts: 3, longestMs: 1_500 });
    expect(hold).toBeUndefined();
    expect(process.signals).toEqual(['SIGSTOP', 'SIGCONT', 'SIGSTOP', 'SIGCONT', 'SIGSTOP']);
  });
});
