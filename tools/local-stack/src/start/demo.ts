import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { LocalStackError } from '../local-stack-error';
import { packageDir, repositoryDir } from '../repository';
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

/** Imports the demo customers; doing it again changes nothing. A number that one of them gave up is refused: exit code 1. */
export async function seed(stack: Stack): Promise<void> {
  const operator = join(repositoryDir, 'apps/operator/dist/main.js');
  const env = { OPERATOR_URL: stack.operatorUrl, OPERATOR_TOKEN_FILE: stack.operatorTokenFile };
  const note = ['--yes', '--operator', 'npm start', '--reason', 'demo customers'];
  const code = await runNode([operator, 'customer', 'import', join(packageDir, 'demo-customers.csv'), ...note], env);
  if (code > 1) throw new LocalStackError(`the demo customers could not be imported (exit code ${code})`);
}

/** One Easy Pay payment, printed step by step; its exit code. */
export function showPayment(stackFile: string): Promise<number> {
  const payment = ['easy-pay', '--amount', '12050', '--currency', 'HKD', '--login-id', '852-52412345'];
  return runNode([entryOf('simulator', 'cli/main.js'), ...payment], { STACK_FILE: stackFile });
}
