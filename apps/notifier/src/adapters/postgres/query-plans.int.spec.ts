import { createHash } from 'node:crypto';
import { inTransaction, query } from '@wallet/postgres';
import { deliveriesFixture, type DeliveriesFixture } from '../../../test/deliveries-fixture';
import * as statements from './delivery-statements';
import { list } from './register-statements';

let notifier: DeliveriesFixture;

/** Far more has been told than is to be told, as after weeks. */
beforeAll(async () => {
  notifier = await deliveriesFixture();
  const fill = (count: number, subject: string, state: string, origin = 'null') =>
    notifier.sql(
      `insert into notifier.delivery
         (event_id, subject, kind, state, origin, path, body, attempts, next_attempt_at, created_at, updated_at)
       select n, ${subject}, 'NOTIFY_PAYMENT', '${state}', ${origin}, '/', '{}', 0, now() - n * interval '1 ms', now(), now()
         from generate_series(1, ${count}) as n`,
    );
  await fill(60_000, `'done-' || n`, 'ACKED');
  await fill(5_000, `'due-' || n`, 'RETRYING');
  await fill(5_000, `'there-' || n`, 'RETRYING', `'https://notify.example'`);
  await fill(50, `'dead-' || n`, 'DEAD');
  await notifier.sql('analyze notifier.delivery');
}, 60_000);
afterAll(() => notifier.stop());

/** As a service plans it: once for all parameters. */
const planOf = (sql: string, types: string, values: string) =>
  inTransaction(notifier.owner, async (manager) => {
    const name = `s${createHash('sha256').update(sql).digest('hex').slice(0, 8)}`;
    await query(manager, 'set local plan_cache_mode = force_generic_plan');
    await query(manager, `prepare ${name}(${types}) as ${sql}`);
    const lines = await query<object>(manager, `explain (analyze, costs off) execute ${name}(${values})`);
    await query(manager, `deallocate ${name}`);
    return lines.flatMap((line) => Object.values(line) as string[]).join('\n');
  });
const readsAll = /Seq Scan on delivery|Hash|Sort/;

it.each([
  ['the agreed address', statements.startAgreed, 'bigint, bigint, float8', '16, 16, 10000'],
  ['another', statements.startOther, 'bigint, bigint, float8, text', `16, 16, 10000, 'https://notify.example'`],
])('of %s it looks up what it starts and its earlier ones, and nothing else', async (_, sql, types, values) => {
  const plan = await planOf(sql, types, values);
  expect(plan.match(/Index Scan( Backward)? using delivery_due .*\(actual .*rows=16/g)).toHaveLength(2);
  expect(plan).toMatch(/Index Scan using delivery_event_key .* loops=16\)/);
  expect(plan).not.toMatch(readsAll);
});

it.each([
  [
    'finishes',
    statements.finish,
    'bigint[], int[], text[], float8[], text[], int[], text[], text[]',
    `'{1,2}', '{0,0}', '{ACKED,ACKED}', '{null,null}', '{x,x}', '{1,1}', '{"",""}', '{"",""}'`,
  ],
  [
    'adds',
    statements.add,
    'text[], text[], text[], text[], text[], text[], text[], float8[], text[]',
    `'{x}', '{done-1}', '{TOKEN_CREATED}', '{null}', '{/}', '{null}', '{s}', '{0}', '{t}'`,
  ],
  ['withdraws', statements.supersede, 'text[], text[]', `'{done-1}', '{due-1,due-2}'`],
  ['shows a subject', list({ subject: 'due-1' }), 'bigint, text', `50, 'due-1'`],
  ['lists the dead', list({ state: 'DEAD' }), 'bigint', '50'],
  ['forgets', statements.purge, 'float8, bigint', '90, 500'],
  ['readdresses', statements.readdress, 'text[], text', `'{https://notify.example}', '/'`],
])('%s without reading all that was ever told', async (_, sql, types, values) => {
  expect(await planOf(sql, types, values)).not.toMatch(/Seq Scan on delivery/);
});
