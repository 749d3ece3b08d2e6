import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { JsonObject, Wallet } from './wallet';

const entry = join(__dirname, '../../apps/operator/dist/main.js');

/** What `npm run operator -- <args> --json` prints; throws when it fails. */
export async function operatorCli({ stack }: Wallet, ...args: string[]): Promise<JsonObject> {
  const env = {
    ...process.env,
    OPERATOR_URL: stack.operatorUrl,
    NOTIFIER_OPERATOR_URL: stack.notifierOperatorUrl,
    OPERATOR_TOKEN_FILE: stack.operatorTokenFile,
  };
  const { stdout } = await promisify(execFile)(process.execPath, [entry, ...args, '--json'], { env });
  return JSON.parse(stdout) as JsonObject;
}
