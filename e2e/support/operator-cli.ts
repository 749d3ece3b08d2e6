import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { JsonObject, Wallet } from './wallet';

const entry = join(__dirname, '../../apps/operator/dist/main.js');

const urlsOf = ({ stack }: Wallet) => ({
  OPERATOR_URL: stack.operatorUrls.auth,
  NOTIFIER_OPERATOR_URL: stack.operatorUrls.notifier,
  PAYMENTS_OPERATOR_URL: stack.operatorUrls.payments,
  OTP_OPERATOR_URL: stack.operatorUrls.otp,
});

/** What `npm run operator -- <args>` prints; throws when it fails, with its `code` and `stdout`. */
export async function operatorText(wallet: Wallet, ...args: string[]): Promise<string> {
  const { operatorTokenFiles: files } = wallet.stack;
  const env = {
    ...process.env,
    ...urlsOf(wallet),
    OPERATOR_TOKEN_FILE: files.auth,
    PAYMENTS_OPERATOR_TOKEN_FILE: files.payments,
    OTP_OPERATOR_TOKEN_FILE: files.otp,
    NOTIFIER_OPERATOR_TOKEN_FILE: files.notifier,
  };
  return (await promisify(execFile)(process.execPath, [entry, ...args], { env })).stdout;
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The same of somebody whose token a program prints: what it ended with. */
export async function operatorAs(wallet: Wallet, tokenCommand: string, ...args: string[]): Promise<Ended> {
  const env = { ...process.env, ...urlsOf(wallet), OPERATOR_TOKEN_COMMAND: tokenCommand };
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [entry, ...args], { env })) };
  } catch (error) {
    return error as Ended;
  }
}

/** The same with `--json`. */
export const operatorCli = async (wallet: Wallet, ...args: string[]): Promise<JsonObject> =>
  JSON.parse(await operatorText(wallet, ...args, '--json')) as JsonObject;

/** What every command that changes something is given. */
export const sure = ['--yes', '--operator', 'e2e', '--reason', 'a test'];
