import { Money } from '@wallet/money';
import fc from 'fast-check';
import { paymentsFixture, type PaymentsFixture } from '../payments-fixture';
import { Caller } from './caller';
import type { Call } from './calls';
import { happenings } from './commands';
import { PostgresTwin } from './postgres-twin';
import { customerNames, customers } from './purchases';
import { World } from './world';

const atOnce = (): Promise<void> => Promise.resolve();
const anonymous = (said: string | undefined): string | undefined => said?.replace(/\d{34}/, 'id');

let payments: PaymentsFixture;
let runs = 0;

beforeAll(async () => void (payments = await paymentsFixture()));
afterAll(() => payments.stop());

/** A world in memory and its twin, where one thing happens after the other and nothing breaks. */
class Pair {
  readonly world = new World(atOnce);
  readonly caller = new Caller(this.world);
  readonly twin = new PostgresTwin(`run-${++runs}`, payments.dataSource, this.world.clock);
  private readonly waiting: (() => Promise<void>)[] = [];

  constructor() {
    const { world } = this;
    const closeExpired = world.closeExpired.bind(world);
    world.bus.publish = (call) => void this.waiting.push(() => this.compare(call));
    world.calls.answer = (call, said) => {
      call.answers.push(said);
      world.calls.onAnswer(call, said);
    };
    world.closeExpired = () => {
      this.waiting.push(async () => {
        await closeExpired();
        await this.twin.closeExpired();
      });
      return Promise.resolve();
    };
  }

  async happen(command: fc.AsyncCommand<Caller, object>): Promise<void> {
    await command.run(this.caller, {});
    this.world.database.faults.length = 0;
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) await next();
  }

  private async compare({ message, answers }: Call): Promise<void> {
    await this.world.handlers.get(message.topic)?.([message]);
    await new Promise((resolve) => setImmediate(resolve));
    const said = await this.twin.handle(message, answers[0]);
    expect([message.id, message.type, anonymous(said)]).toEqual([message.id, message.type, anonymous(answers[0])]);
  }

  /** Of both: the balances of all customers. */
  async balances(): Promise<{ memory: string[]; postgres: string[] }> {
    const sql = 'select balance from payments.account where customer_id = any($1) order by customer_id';
    const rows = await payments.sql<{ balance: string }>(sql, [customerNames.map((name) => this.twin.own(name))]);
    const memory = [...this.world.database.tables.accounts.values()].map(({ balance }) => balance.toString());
    return { memory, postgres: rows.map(({ balance }) => balance) };
  }
}

async function run(commands: Iterable<fc.AsyncCommand<Caller, object>>): Promise<void> {
  const pair = new Pair();
  for (const name of customerNames) await payments.register(pair.twin.own(name), Money.of('HKD', customers[name]));
  for (const command of commands) await pair.happen(command);
  const { memory, postgres } = await pair.balances();
  expect(memory).toEqual(postgres);
}

it('what the model test has in memory decides and books as Postgres does', async () => {
  const commands = fc.commands(happenings, { maxCommands: 60, size: 'max' });
  await fc.assert(fc.asyncProperty(commands, run), { seed: 1, numRuns: 30, endOnFailure: true });
}, 120_000);
