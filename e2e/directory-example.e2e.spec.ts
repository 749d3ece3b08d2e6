import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@wallet/local-stack';
import { eventually } from '@wallet/testkit';
import { Clone } from './support/clone';
import { repository } from './support/recipe';
import { startWallet, type Wallet } from './support/wallet';

const name = 'directory-example';
/** Where the commands are typed. */
const clone = new Clone(name);

/** The commands of docs/integrate.md, block by block, as they stand there; only the two ports are free ones. */
async function commands(): Promise<string[]> {
  const [, section = ''] = readFileSync(join(repository, 'docs/integrate.md'), 'utf8').split(
    '## A customer directory from nothing',
  );
  const ports = { '8095': await freePort(), '8081': await freePort() };
  const free = (text: string) =>
    Object.entries(ports).reduce(
      (replaced, [fixed, port]) =>
        replaced.replaceAll(`127.0.0.1:${fixed}`, `127.0.0.1:${port}`).replaceAll(`PORT=${fixed}`, `PORT=${port}`),
      text,
    );
  return [...section.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = '']) => free(block));
}

/** The settings before `npm start`; a path is meant from where the command is typed. */
function settingsOf(command: string): Record<string, string> {
  const given = [...command.matchAll(/\b([A-Z_]+)=(\S+)/g)].map(([, key = '', value = '']) => [key, value] as const);
  return Object.fromEntries(
    given.map(([key, value]) => [key, value.startsWith('.') ? join(clone.folder, value) : value]),
  );
}

describe('the example of docs/integrate.md', () => {
  let wallet: Wallet;
  let directory: ChildProcess;
  let blocks: string[];

  beforeAll(async () => {
    blocks = await commands();
    const [files = '', serve = '', start = ''] = blocks;
    expect(await clone.bash(files)).toMatchObject({ code: 0 });
    directory = spawn('bash', ['-c', serve], { cwd: clone.folder, env: clone.env, stdio: 'ignore', detached: true });
    const { OPERATOR_PORT = '', ...common } = settingsOf(start);
    wallet = await startWallet(name, { env: { common }, ports: { operator: Number(OPERATOR_PORT) } });
  }, 120_000);
  afterAll(async () => {
    if (directory.pid) process.kill(-directory.pid);
    await wallet.stop();
  }, 40_000);

  const balance = () => wallet.balance({ customerId: 'C-77', loginId: '' });

  it('is five blocks, and brings no directory of the stack', () => {
    expect(blocks).toHaveLength(5);
    expect(wallet.stack.directory).toBeUndefined();
  });

  it('credits a customer whom only the directory knows, and he pays', async () => {
    expect(await wallet.rows('select 1 from payments.account where customer_id is not null')).toEqual([]);
    const { stdout, stderr, code } = await clone.bash(`set -e\n${blocks[3]}`);
    expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
    expect(stdout).toContain('customer C-77 got HKD 500.00');
    expect(stdout).toContain('The outcome and every signature were right.');
    expect(stdout).toMatch(/customer id +C-77[^]*balance +HKD 379\.50/);
    expect(await balance()).toBe('37950');
  });

  it('freezes him, and his next payment is refused', async () => {
    const { stdout, code } = await clone.bash(blocks[4] ?? '');
    expect(stdout).toContain('"changed":true');
    expect(stdout).toContain('F USER_STATUS_ABNORMAL');
    expect(code).not.toBe(0);
    expect(await balance()).toBe('37950');
    const sql = 'select status from payments.account where customer_id = $1';
    await eventually(async () => expect(await wallet.rows(sql, ['C-77'])).toEqual([{ status: 'FROZEN' }]));
  });
});
