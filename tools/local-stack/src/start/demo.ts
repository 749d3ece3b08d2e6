import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { LocalStackError } from '../basics/local-stack-error';
import { repositoryDir } from '../basics/repository';
import { demoCustomers, demoCustomersFile } from '../stack/demo-customers';
import { entryOf } from '../stack/service-process';
import type { Stack } from '../stack/stack';
import type { DemoPlan } from './demo-plan';

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
    : {
        OPERATOR_TOKEN_COMMAND: '',
        OPERATOR_TOKEN_FILE: operatorTokenFiles.auth,
        PAYMENTS_OPERATOR_TOKEN_FILE: operatorTokenFiles.payments,
      };
}

/** What is wrong when there is an issuer of the user's own and no token of it: there would be no customers. */
export function missingToken(env: NodeJS.ProcessEnv): string[] {
  const isForeign = env['OPERATOR_AUTH'] === 'oidc' && env['OPERATOR_OIDC_JWKS_URL'];
  if (!isForeign || env['OPERATOR_TOKEN_COMMAND'] || env['OPERATOR_TOKEN_FILE']) return [];
  return [
    'the demo customers need the role finance of your issuer: give OPERATOR_TOKEN_COMMAND or OPERATOR_TOKEN_FILE, or no OPERATOR_OIDC_JWKS_URL',
  ];
}

/** As an operator; exit code 1, a refusal, is one of a run before: e.g. a number that was given up, or an account that is closed. */
async function operate(stack: Stack, what: string, ...command: readonly string[]): Promise<void> {
  const operator = join(repositoryDir, 'apps/operator/dist/main.js');
  const { auth, payments } = stack.operatorUrls;
  const env = { OPERATOR_URL: auth, PAYMENTS_OPERATOR_URL: payments, ...tokenOf(stack) };
  const note = ['--yes', '--operator', 'npm start', '--reason', 'demo customers'];
  const code = await runNode([operator, 'customer', ...command, ...note], env);
  if (code > 1) throw new LocalStackError(`the demo customers could not be ${what} (exit code ${code})`);
}

/** Makes the demo customers, with their money; doing it again changes nothing. */
export async function seed(stack: Stack, plan: DemoPlan): Promise<void> {
  if (plan.customers === 'none') return;
  if (plan.customers === 'imported') return operate(stack, 'imported', 'import', demoCustomersFile);
  for (const { loginId, currency, balance } of demoCustomers()) {
    if (currency !== plan.currency) continue;
    const money = ['--amount', balance, '--currency', currency, '--reference', `demo ${loginId}`];
    await operate(stack, 'credited', 'credit', loginId, ...money);
  }
}

/** One Easy Pay payment, printed step by step; its exit code. */
export function showPayment(stackFile: string, otpCommand: string | undefined): Promise<number> {
  const payment = ['easy-pay', '--amount', '12050', '--currency', 'HKD', '--login-id', '852-52412345'];
  const code = otpCommand === undefined ? [] : ['--otp-command', otpCommand];
  return runNode([entryOf('simulator', 'cli.js'), ...payment, ...code], { STACK_FILE: stackFile });
}
