import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TokenIssuer } from '@wallet/testkit';
import type { JWTPayload } from 'jose';
import { request } from 'undici';
import { operatorAs, sure, type Ended } from './support/operator-cli';
import { startWallet, type JsonObject, type Wallet } from './support/wallet';

const roles = ['viewer', 'support', 'finance'] as const;
type Role = (typeof roles)[number];

const nobody = '2160999999999999';

/** Stands for a customer that there is. */
const somebody = 'SOMEBODY';

/** Of nobody and nothing where that is refused by the role too. A few of each service: tools/docs/operator-roles.spec.ts has all. */
const commands: Readonly<Record<Role, readonly string[][]>> = {
  viewer: [
    ['customer', 'show', nobody],
    ['deliveries', 'show', '999999'],
  ],
  support: [
    ['customer', 'freeze', nobody, ...sure],
    ['dead-letters', 'replay', '0-999999', '--service', 'payments', ...sure],
  ],
  finance: [['customer', 'credit', somebody, '--amount', '1', '--currency', 'HKD', '--reference', 'r', ...sure]],
};

/** The operators' CLI and real services where operators come with JWTs of the company's issuer. */
describe('operators with roles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'operator-roles-'));
  let issuer: TokenIssuer;
  let wallet: Wallet;
  let customerId: string;
  beforeAll(async () => {
    issuer = await TokenIssuer.start();
    const exp = Math.floor(Date.now() / 1_000) + 3_600;
    const stackToken = join(folder, 'stack');
    writeFileSync(stackToken, await issuer.sign({ sub: 'stack', roles: [...roles], exp }));
    const common = {
      OPERATOR_AUTH: 'oidc',
      OPERATOR_OIDC_ISSUER: issuer.issuer,
      OPERATOR_OIDC_AUDIENCE: issuer.audience,
      OPERATOR_OIDC_JWKS_URL: issuer.jwksUrl,
      OPERATOR_TOKEN_FILE: stackToken,
    };
    wallet = await startWallet('operator_roles', { env: { common } });
    ({ customerId } = await wallet.customer());
  }, 120_000);
  afterAll(async () => {
    await wallet.stop();
    await issuer.stop();
    rmSync(folder, { recursive: true });
  }, 40_000);

  let tokens = 0;
  /** Runs a command as the holder of such a token. */
  async function as(claims: JWTPayload | string, ...args: string[]): Promise<Ended> {
    const file = join(folder, `token-${++tokens}`);
    writeFileSync(file, typeof claims === 'string' ? claims : await issuer.sign(claims));
    const given = args.map((arg) => (arg === somebody ? customerId : arg));
    return operatorAs(wallet, `cat ${file}`, ...given);
  }
  const rows = roles.flatMap((needed) =>
    commands[needed].map((args) => [needed, args.slice(0, 2).join(' '), args] as const),
  );

  it.each(rows)('%s may %s, who has less may not', async (needed, _, args) => {
    const less = needed === 'viewer' ? [[]] : roles.filter((role) => role !== needed).map((role) => [role]);
    const [mayDo, ...mayNot] = await Promise.all([[needed], ...less].map((each) => as({ roles: each }, ...args)));
    expect(mayDo!.stderr).not.toMatch(/needs the role|token/);
    expect(mayDo!.code).not.toBe(2);
    for (const { code, stdout, stderr } of mayNot) {
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain(`needs the role ${needed}`);
    }
  });

  it('a forged, expired or foreign token is good for nothing', async () => {
    const good = await issuer.sign({ roles: [...roles] });
    const [header, , signature] = good.split('.');
    const payload = Buffer.from(
      JSON.stringify({ iss: issuer.issuer, aud: issuer.audience, sub: 'x', exp: 9e9, roles }),
    );
    const past = Math.floor(Date.now() / 1_000) - 60;
    for (const [claims, reason] of [
      [`${header}.${payload.toString('base64url')}.${signature}`, 'not signed by a key'],
      [{ roles: [...roles], exp: past }, 'has expired'],
      [{ roles: [...roles], aud: 'wallet-app' }, 'another audience'],
      [{ roles: [...roles], iss: 'https://elsewhere.example' }, 'another issuer'],
      ['not-a-token-of-anybody', 'no JWT'],
    ] as const) {
      const { code, stderr } = await as(claims, 'customer', 'show', nobody);
      expect([code, stderr]).toEqual([1, expect.stringContaining(reason)]);
    }
  });

  it('two names of one subject are not four eyes, and the records name subjects', async () => {
    const { customerId } = await wallet.customer('0');
    const olga = (name: string) => ({
      sub: 'olga@company.example',
      name,
      preferred_username: name,
      roles: ['finance'],
    });
    const credit = [
      'customer',
      'credit',
      customerId,
      '--amount',
      '10000001',
      '--currency',
      'HKD',
      '--reference',
      customerId,
    ];
    const why = ['--yes', '--reason', 'a test', '--json'];
    const asked = await as(olga('Olga'), ...credit, ...why, '--operator', 'olga');
    const { approvalId } = (JSON.parse(asked.stdout) as { approval: { approvalId: string } }).approval;
    const approve = ['approvals', 'approve', approvalId, ...why, '--operator', 'bob'];
    expect(await as(olga('Bob'), ...approve)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('second operator') as string,
    });
    expect(await wallet.balance({ customerId, loginId: '' })).toBe('0');
    const bob = { sub: 'bob@company.example', name: 'Olga', roles: ['finance'] };
    expect(await as(bob, ...approve)).toMatchObject({ code: 0 });
    expect(await wallet.balance({ customerId, loginId: '' })).toBe('10000001');
    const sql = 'select action, operator from payments.operator_action where customer_id = $1 order by id';
    expect(await wallet.rows(sql, [customerId])).toEqual([
      { action: 'REQUEST', operator: 'olga@company.example' },
      { action: 'CREDIT', operator: 'olga@company.example' },
      { action: 'APPROVE', operator: 'bob@company.example' },
    ]);
  });

  it('an import needs four eyes of two subjects too', async () => {
    const path = join(folder, 'c.csv');
    writeFileSync(path, 'loginId,currency,balance,status\n852-69999991,SGD,5,ACTIVE\n');
    const why = ['--yes', '--reason', 'a test', '--json'];
    const token = (sub: string) => ({ sub, roles: ['finance'] });
    const asked = await as(token('olga'), 'customer', 'import', path, ...why, '--operator', 'olga');
    const { approvalId } = (JSON.parse(asked.stdout) as { approval: { approvalId: string } }).approval;
    const approve = ['approvals', 'approve', approvalId, ...why, '--operator', 'bob'];
    expect(await as(token('olga'), ...approve)).toMatchObject({ code: 1 });
    const { stdout } = await as(token('bob'), ...approve);
    expect(JSON.parse(stdout)).toMatchObject({
      approval: { state: 'APPROVED', decidedBy: 'bob' },
      report: { created: 1 },
    });
  });

  it('each service describes its calls to a viewer, and to nobody without a role', async () => {
    for (const url of Object.values(wallet.stack.operatorUrls)) {
      const statusFor = async (held: Role[]) => {
        const headers = { authorization: `Bearer ${await issuer.sign({ sub: 'console', roles: held })}` };
        const { statusCode, body } = await request(`${url}/openapi.json`, { headers });
        return [statusCode, ((await body.json()) as JsonObject)['openapi']];
      };
      expect(await statusFor(['viewer'])).toEqual([200, '3.1.0']);
      expect(await statusFor([])).toEqual([403, undefined]);
    }
  });

  it('who was refused is in the log and counted, and no token is', async () => {
    const auth = wallet.stack.process('auth-1');
    const token = await issuer.sign({ sub: 'vera', roles: ['viewer'] });
    await as(token, 'customer', 'freeze', nobody, ...sure);
    const lines = readFileSync(auth.logFile, 'utf8')
      .split('\n')
      .filter((line) => line.includes('"vera"'));
    expect(lines.map((line) => JSON.parse(line) as JsonObject)).toMatchObject([
      { status: 403, subject: 'vera', roles: ['viewer'], call: 'POST /operator/v1/customers/:reference/freeze' },
    ]);
    const logs = wallet.stack.processes.map(({ logFile }) => readFileSync(logFile, 'utf8')).join();
    expect(logs).not.toMatch(/eyJ[\w-]+\.eyJ/);
    const { body } = await request(`${auth.healthUrl}/metrics`);
    expect(await body.text()).toMatch(/operator_refused_calls_total\{status="401",[^}]*\} \d/);
  });
});
