import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sms, SmsProvider, SmsResult } from '../../application/sms-sender';

/** For developers: each message is a JSON file `{to, text}`, readable by its owner only, named by the time. */
export class InboxSmsSender implements SmsProvider {
  constructor(private readonly dir: string) {}

  async send({ to, text }: Sms): Promise<SmsResult> {
    const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomUUID()}.json`;
    await mkdir(this.dir, { recursive: true, mode: 0o700 });
    await writeFile(join(this.dir, name), JSON.stringify({ to, text }), { mode: 0o600, flag: 'wx' });
    return 'sent';
  }
}
