import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InboxSmsSender } from './inbox-sms-sender';

it('keeps each message as a file that only its owner can read', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'otp-inbox-'));
  const dir = join(parent, 'inbox');
  const inbox = new InboxSmsSender(dir);
  const sms = { to: '+85252412345', text: '000123 is your code' };
  expect(await Promise.all([inbox.send(sms), inbox.send(sms)])).toEqual(['sent', 'sent']);

  const files = await readdir(dir);
  expect(files).toHaveLength(2);
  for (const file of files) {
    expect(JSON.parse(await readFile(join(dir, file), 'utf8'))).toEqual(sms);
    expect((await stat(join(dir, file))).mode & 0o777).toBe(0o600);
  }
  expect((await stat(dir)).mode & 0o777).toBe(0o700);
  await rm(parent, { recursive: true });
});
