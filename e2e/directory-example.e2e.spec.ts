import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@wallet/local-stack';
import { eventually } from '@wallet/testkit';
import { startWallet, type Wallet } from './support/wallet';

const root = join(__dirname, '..');
const name = 'directory-example';
const stackDir = join(root, '.local/e2e', name);
/** Where the commands are typed: it looks like a clone whose stack is this spec's. */
const folder = join(root, '.local/e2e', `${name}-clone`);

/** The commands of docs/integrate.md, block by block, as they stand there; only the two ports are free ones. */
async function commands(): Promise<string[]> {
  const [, section = ''] = readFileSync(join(root, 'docs/integrate.md'), 'utf8').split(
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
  return Object.fromEntries(given.map(([key, value]) => [key, value.startsWith('.') ? join(folder, value) : value]));
}

/** Without what an npm that runs the specs says of its own folder. */
const ofNobody = Object.entries(process.env).filter(([key]) => !/^(npm_|INIT_CWD$)/.test(key));
const env = { ...Object.fromEntries(ofNobody), USER: 'e2e' };

async function bash(block: string): Promise<{ stdout: string; stderr: string; code: number }> {
  try {
    return { code: 0, ...(await promisify(execFile)('bash', ['-c', block], { cwd: folder, env })) };
  } catch (error) {
    return error as { stdout: string; stderr: string; code: number };
  }
}

describe('the example of docs/integrate.md', () => {
  let wallet: Wallet;
  let directory: ChildProcess;
  let blocks: string[];

  beforeAll(async () => {
    blocks = await commands();
    rmSync(folder, { recursive: true, force: true });
    for (const made of [stackDir, folder]) mkdirSync(made, { recursive: true });
    symlinkSync(stackDir, join(folder, '.local'));
    for (const part of ['apps', 'docs', 'node_modules', 'package.json', 'tools'])
      symlinkSync(join(root, part), join(folder, part));
    const [files = '', serve = '', start = ''] = blocks;
    expect(await bash(files)).toMatchObject({ code: 0 });
    directory = spawn('bash', ['-c', serve], { cwd: folder, env, stdio: 'ignore', detached: true });
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
    const { stdout, stderr, code } = await bash(`set -e\n${blocks[3]}`);
    expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
    expect(stdout).toContain('customer C-77 got HKD 500.00');
    expect(stdout).toContain('The outcome and every signature were right.');
    expect(stdout).toMatch(/customer id +C-77[^]*balance +HKD 379\.50/);
    expect(await balance()).toBe('37950');
  });

  it('freezes him, and his next payment is refused', async () => {
    const { stdout, code } = await bash(blocks[4] ?? '');
    expect(stdout).toContain('"changed":true');
    expect(stdout).toContain('F USER_STATUS_ABNORMAL');
    expect(code).not.toBe(0);
    expect(await balance()).toBe('37950');
    const sql = 'select status from payments.account where customer_id = $1';
    await eventually(async () => expect(await wallet.rows(sql, ['C-77'])).toEqual([{ status: 'FROZEN' }]));
  });
});
