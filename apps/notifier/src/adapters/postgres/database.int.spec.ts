import { query } from '@wallet/postgres';
import { testDatabase } from '@wallet/testkit';
import { migrate, notifierDataSource } from './database';

jest.setTimeout(20_000);

it('keeps the notices of before, and goes back as long as none tells of an agreement', async () => {
  const database = await testDatabase({ name: 'notifier', migrate });
  const owner = await notifierDataSource(database.ownerUrl).initialize();
  const undoAllButTheFirst = async () => {
    for (let left = owner.migrations.length; left > 1; left -= 1) await owner.undoLastMigration();
  };
  await undoAllButTheFirst();
  await query(
    owner,
    `insert into notifier.delivery (subject, kind, state, path, body, attempts, next_attempt_at, created_at, updated_at)
     values ('request-1', 'NOTIFY_PAYMENT', 'DEAD', '/', '{}', 3, now(), now(), now())`,
  );
  await migrate(database.ownerUrl);
  const columns = 'event_id, subject, kind, state, body, sealed_body, attempts, attempts_before_resend, origin';
  expect(await query(owner, `select ${columns} from notifier.delivery`)).toEqual([
    {
      event_id: 'request-1',
      subject: 'request-1',
      kind: 'NOTIFY_PAYMENT',
      state: 'DEAD',
      body: '{}',
      sealed_body: null,
      attempts: 3,
      attempts_before_resend: 0,
      origin: null,
    },
  ]);
  expect(await query(owner, 'select attempt, code from notifier.alert')).toEqual([{ attempt: 3, code: 'NO_ANSWER' }]);
  await undoAllButTheFirst();
  await migrate(database.ownerUrl);
  await owner.destroy();
  await database.drop();
});
