import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { LocalStackError } from '../basics/local-stack-error';
import { packageDir, repositoryDir } from '../basics/repository';
import { entryOf } from '../stack/service-process';
import type { Stack } from '../stack/stack';

function runNode(args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      cwd: repositoryDir,
      stdio: 'inherit',
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Of the stack's own issuer, or what the user gave, which may be a program; else the token that the services share. */
function tokenOf({ operatorTokenCommand: own, operatorTokenFiles }: Stack): Readonly<Record<string, string>> {
  const command = own ?? (process.env['OPERATOR_AUTH'] === 'oidc' ? process.env['OPERATOR_TOKEN_COMMAND'] : undefined);
  return command
    ? { OPERATOR_TOKEN_COMMAND: command, OPERATOR_TOKEN_FILE: '', LOCAL_OPERATOR_ROLES: 'finance' }
    : { OPERATOR_TOKEN_COMMAND: '', OPERATOR_TOKEN_FILE: operatorTokenFiles.auth };
}

/** What is wrong when there is an issuer of the user's own and no token of it: there would be no customers. */
export function missingToken(env: NodeJS.ProcessEnv): string[] {
  const isForeign = env['OPERATOR_AUTH'] === 'oidc' && env['OPERATOR_OIDC_JWKS_URL'];
  if (!isForeign || env['OPERATOR_TOKEN_COMMAND'] || env['OPERATOR_TOKEN_FILE']) return [];
  return [
    'the demo customers need the role finance of your issuer: give OPERATOR_TOKEN_COMMAND or OPERATOR_TOKEN_FILE, or no OPERATOR_OIDC_JWKS_URL',
  ];
}

/** Imports the demo customers; doing it again changes nothing. A number that one of them gave up is refused: exit code 1. */
export async function seed(stack: Stack): Promise<void> {
  const operator = join(repositoryDir, 'apps/operator/dist/main.js');
  const env = { OPERATOR_URL: stack.operatorUrls.auth, ...tokenOf(stack) };
  const note = ['--yes', '--operator', 'npm start', '--reason', 'demo customers'];
  const code = await runNode([operator, 'customer', 'import', join(packageDir, 'demo-customers.csv'), ...note], env);
  if (code > 1) throw new LocalStackError(`the demo customers could not be imported (exit code ${code})`);
}

/** One Easy Pay payment, printed step by step; its exit code. */
export function showPayment(stackFile: string, otpCommand: string | undefined): Promise<number> {
  const payment = ['easy-pay', '--amount', '12050', '--currency', 'HKD', '--login-id', '852-52412345'];
  const code = otpCommand === undefined ? [] : ['--otp-command', otpCommand];
  return runNode([entryOf('simulator', 'cli.js'), ...payment, ...code], { STACK_FILE: stackFile });
}
