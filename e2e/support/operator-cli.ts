import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { JsonObject, Wallet } from './wallet';

const entry = join(__dirname, '../../apps/operator/dist/main.js');

/** What `npm run operator -- <args>` prints; throws when it fails, with its `code` and `stdout`. */
export async function operatorText({ stack }: Wallet, ...args: string[]): Promise<string> {
  const env = {
    ...process.env,
    OPERATOR_URL: stack.operatorUrl,
    NOTIFIER_OPERATOR_URL: stack.notifierOperatorUrl,
    PAYMENTS_OPERATOR_URL: stack.paymentsOperatorUrl,
    OTP_OPERATOR_URL: stack.otpOperatorUrl,
    OPERATOR_TOKEN_FILE: stack.operatorTokenFiles.auth,
    PAYMENTS_OPERATOR_TOKEN_FILE: stack.operatorTokenFiles.payments,
    OTP_OPERATOR_TOKEN_FILE: stack.operatorTokenFiles.otp,
    NOTIFIER_OPERATOR_TOKEN_FILE: stack.operatorTokenFiles.notifier,
  };
  return (await promisify(execFile)(process.execPath, [entry, ...args], { env })).stdout;
}

/** The same with `--json`. */
export const operatorCli = async (wallet: Wallet, ...args: string[]): Promise<JsonObject> =>
  JSON.parse(await operatorText(wallet, ...args, '--json')) as JsonObject;

/** What every command that changes something is given. */
export const sure = ['--yes', '--operator', 'e2e', '--reason', 'a test'];
