import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { request } from 'undici';
import { readCode } from './support/easy-pay';
import { startWallet, type Wallet } from './support/wallet';

const root = join(__dirname, '..');
const simulator = join(root, 'apps/alipayplus-simulator/dist/cli.js');
const docs = readFileSync(join(root, 'docs/integrate.md'), 'utf8');
/** Of docs/integrate.md, word for word. */
const otpCommand = /easy-pay --otp-command '([^']+)'/.exec(docs)?.[1] ?? '';
const provider = /^node (docs\/examples\/\S+)$/m.exec(docs)?.[1] ?? '';
const token = 'token-of-the-sms-provider';

describe('an SMS provider of the docs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sms-provider-'));
  let child: ChildProcess;
  let smsUrl = '';
  let wallet: Wallet;

  beforeAll(async () => {
    const env = { ...process.env, PORT: '0', SMS_TOKEN: token };
    child = spawn(process.execPath, [provider], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
    smsUrl = line.replace('SMS_URL=', '');
    const tokenFile = join(folder, 'token');
    writeFileSync(tokenFile, token);
    const otp = { SMS_SENDER: 'http', SMS_URL: smsUrl, SMS_TOKEN_FILE: tokenFile };
    wallet = await startWallet('sms-provider', { env: { otp } });
  }, 120_000);
  afterAll(async () => {
    child.kill();
    rmSync(folder, { recursive: true });
    await wallet.stop();
  }, 30_000);

  /** Where nobody sits at a terminal. */
  async function run(...args: string[]): Promise<{ code: number; stdout: string }> {
    const env = { ...process.env, STACK_FILE: wallet.stack.stackFile, SMS_URL: smsUrl, INIT_CWD: root };
    try {
      return { code: 0, stdout: (await promisify(execFile)(process.execPath, [simulator, ...args], { env })).stdout };
    } catch (error) {
      return error as { code: number; stdout: string };
    }
  }

  it.each(['easy-pay', 'bind --sms'])(
    'lets a user %s by the command of the docs',
    async (command) => {
      const { loginId } = await wallet.customer();
      const { code, stdout } = await run(...command.split(' '), '--login-id', loginId, '--otp-command', otpCommand);
      expect(stdout).toContain('The outcome and every signature were right.');
      expect(code).toBe(0);
    },
    30_000,
  );

  it('is not waited for without end: the command says which option there is', async () => {
    const { loginId } = await wallet.customer();
    const { code, stdout } = await run('easy-pay', '--login-id', loginId);
    expect(stdout).toMatch(/WRONG:.* no message came to the simulated phone .* give --otp-command/);
    expect(stdout).toMatch(/\npaymentRequestId=\d+\n$/);
    expect(code).toBe(1);
  }, 30_000);

  it('lets a user pay on the page of the shop', async () => {
    const { loginId } = await wallet.customer();
    const post = async (path: string, fields: Record<string, string>) => {
      const body = new URLSearchParams(fields).toString();
      return (await request(wallet.stack.simulatorUrl + path, { method: 'POST', body })).body.text();
    };
    const page = await post('/shop/orders', { loginId, currency: 'HKD', amount: '12050' });
    expect(page).toContain('If the wallet sends SMS elsewhere, the code is there.');
    const [, action = ''] = /action="(\/shop\/orders\/\w+)"/.exec(page) ?? [];
    const message = await (await request(`${smsUrl}/+${loginId.replace('-', '')}`)).body.text();
    expect(await post(action, { otpCode: readCode(message) })).toContain('<h1>Paid</h1>');
  });
});
