import { createPrivateKey, createPublicKey } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runKeys } from './cli';

/** A process with a health port that says which versions it has. */
class Pod {
  loaded: Record<string, string[]> = { 'wallet-private': ['1'], seal: ['1'] };
  active: Record<string, string> = { 'wallet-private': '1', seal: '1' };
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Pod> {
    const server = createServer((_, response) => response.end(pod.metrics()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const pod: Pod = new Pod(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return pod;
  }

  stop = () => new Promise((resolve) => this.server.close(resolve));

  private metrics(): string {
    const line = (metric: string, name: string, version: string) =>
      `${metric}{name="${name}",version="${version}"} 1\n`;
    return [
      ...Object.entries(this.loaded).flatMap(([name, all]) => all.map((version) => line('key_loaded', name, version))),
      ...Object.entries(this.active).map(([name, version]) => line('key_active', name, version)),
    ].join('');
  }
}

describe('the command keys', () => {
  let dir: string;
  let pods: [Pod, Pod];
  const ofPods = () => ['--pods', ...pods.map(({ url }) => url)];

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'keys-cli-'));
    pods = [await Pod.start(), await Pod.start()];
  });
  afterEach(async () => {
    await Promise.all(pods.map((pod) => pod.stop()));
    rmSync(dir, { recursive: true });
  });

  async function run(...args: string[]) {
    const printed: string[] = [];
    const remarks: string[] = [];
    const env = { KEYS_DIR: dir, SEAL_KEYS_DIR: dir, STACK_FILE: undefined };
    const exitCode = await runKeys(args, {
      env,
      print: (text) => printed.push(text),
      remark: (text) => remarks.push(text),
    });
    return { exitCode, printed: printed.join('\n'), remarks: remarks.join('\n') };
  }
  const files = () => readdirSync(dir).sort();
  const content = (file: string) => readFileSync(join(dir, file), 'utf8');

  it('makes the first pair, says that it is the one in use, and how a cluster gets it', async () => {
    const { exitCode, printed } = await run('new', 'wallet-private');
    expect(exitCode).toBe(0);
    expect(files()).toEqual(['wallet-private.1.pem', 'wallet-private.active', 'wallet-public.1.pem']);
    expect(content('wallet-private.active')).toBe('1\n');
    expect(statSync(join(dir, 'wallet-private.1.pem')).mode & 0o777).toBe(0o600);
    const ofPrivate = createPublicKey(createPrivateKey(content('wallet-private.1.pem')));
    expect(ofPrivate.export({ format: 'pem', type: 'spki' })).toBe(content('wallet-public.1.pem'));
    expect(printed).toContain(content('wallet-public.1.pem').trim());
    expect(printed).not.toContain('PRIVATE');
    expect(printed).toContain(
      `kubectl create secret generic wallet-keys --from-file=wallet-private.1.pem=${join(dir, 'wallet-private.1.pem')}`,
    );
  });

  it('makes the next one beside it, after it has said which one is in use', async () => {
    await run('new', 'seal', '0');
    rmSync(join(dir, 'seal.active'));
    const { exitCode, printed } = await run('new', 'seal', '--namespace', 'wallet', '--secret', 'seals');
    expect(exitCode).toBe(0);
    expect(files()).toEqual(['seal.0.key', 'seal.1.key', 'seal.active']);
    expect(content('seal.active')).toBe('0\n');
    expect(Buffer.from(content('seal.1.key'), 'base64')).toHaveLength(32);
    expect(printed).toContain('| kubectl -n wallet patch secret seals --patch-file /dev/stdin');
    expect(printed).toContain(`kubectl -n wallet patch secret seals -p '{"stringData":{"seal.active":"0"}}'`);
    expect(printed).not.toContain(content('seal.1.key').trim());
  });

  it.each([
    [['new', 'seal', '01'], 2, 'without leading zeros'],
    [['new', 'seal', '-1'], 2, 'without leading zeros'],
    [['new', 'seal', '1000000000'], 2, '999999999'],
    [['new', 'token-hash'], 2, 'wallet-private or seal'],
    [['new', 'seal', '--dir', '/nowhere'], 1, '/nowhere does not exist'],
    [['activate', 'seal', '5'], 1, 'has no seal of version 5'],
    [['retire', 'seal', '5'], 1, 'has no seal of version 5'],
    [['public'], 1, 'has no wallet-private'],
    [['status'], 1, 'no key in this folder'],
  ])('refuses %j', async (args, code, words) => {
    const { exitCode, remarks } = await run(...args);
    expect([exitCode, remarks]).toEqual([code, expect.stringContaining(words)]);
  });

  it('never writes over a key', async () => {
    await run('new', 'seal');
    const before = content('seal.1.key');
    const again = await run('new', 'seal', '1');
    expect([again.exitCode, again.remarks]).toEqual([1, expect.stringContaining('already')]);
    expect(content('seal.1.key')).toBe(before);
  });

  it('makes none while it cannot be told which one is in use', async () => {
    for (const version of ['1', '2'])
      writeFileSync(join(dir, `seal.${version}.key`), Buffer.alloc(32).toString('base64'));
    expect((await run('new', 'seal')).remarks).toContain(`write one of 2, 1 into ${join(dir, 'seal.active')}`);
    expect(files()).toEqual(['seal.1.key', 'seal.2.key']);
  });

  it('prints the public half, of the version in use unless one is named', async () => {
    await run('new', 'wallet-private');
    await run('new', 'wallet-private');
    expect((await run('public')).printed).toBe(content('wallet-public.1.pem').trim());
    expect((await run('public', '2')).printed).toBe(content('wallet-public.2.pem').trim());
    const line = (await run('public', '--base64')).printed;
    const key = createPublicKey({ key: Buffer.from(line, 'base64'), format: 'der', type: 'spki' });
    expect(key.export({ format: 'pem', type: 'spki' })).toBe(content('wallet-public.1.pem'));
  });

  it('activates what every process has, and nothing else', async () => {
    await run('new', 'wallet-private');
    await run('new', 'wallet-private');
    pods[0].loaded['wallet-private'] = ['2', '1'];
    const refused = await run('activate', 'wallet-private', '2', ...ofPods());
    expect(refused.exitCode).toBe(1);
    expect(refused.remarks).toContain(`${pods[1].url} has 1`);
    expect(refused.remarks).not.toContain(pods[0].url);
    expect(content('wallet-private.active')).toBe('1\n');
    pods[1].loaded['wallet-private'] = ['2', '1'];
    const done = await run('activate', 'wallet-private', '2', ...ofPods());
    expect(done.exitCode).toBe(0);
    expect(content('wallet-private.active')).toBe('2\n');
    expect(done.printed).toContain(
      `kubectl patch secret wallet-keys -p '{"stringData":{"wallet-private.active":"2"}}'`,
    );
  });

  it('activates nothing while a process is not reached or nobody says which there are, unless it is forced to', async () => {
    await run('new', 'seal');
    await run('new', 'seal');
    const unreached = await run('activate', 'seal', '2', '--pods', pods[0].url, 'http://127.0.0.1:1');
    expect([unreached.exitCode, unreached.remarks]).toEqual([1, expect.stringContaining('http://127.0.0.1:1 ')]);
    expect((await run('activate', 'seal', '2')).remarks).toContain('Give --pods');
    expect(content('seal.active')).toBe('1\n');
    expect((await run('activate', 'seal', '2', '--force')).exitCode).toBe(0);
    expect(content('seal.active')).toBe('2\n');
  });

  it('retires what nothing uses', async () => {
    await run('new', 'wallet-private');
    await run('new', 'wallet-private');
    expect((await run('retire', 'wallet-private', '1', ...ofPods())).remarks).toContain('activate another version');
    await run('activate', 'wallet-private', '2', '--force');
    expect((await run('retire', 'wallet-private', '1', ...ofPods())).remarks).toContain(`${pods[0].url} uses 1`);
    for (const pod of pods) pod.active['wallet-private'] = '2';
    const { exitCode, printed } = await run('retire', 'wallet-private', '1', ...ofPods());
    expect(exitCode).toBe(0);
    expect(printed).toContain(`kubectl patch secret wallet-keys -p '{"data":{"wallet-private.1.pem":null}}'`);
    expect(files()).toEqual(['wallet-private.2.pem', 'wallet-private.active', 'wallet-public.2.pem']);
  });

  it('retires a seal key only when it is forced to', async () => {
    await run('new', 'seal');
    await run('new', 'seal');
    await run('activate', 'seal', '2', '--force');
    expect((await run('retire', 'seal', '1', ...ofPods())).exitCode).toBe(1);
    expect((await run('retire', 'seal', '1', '--force')).exitCode).toBe(0);
    expect(existsSync(join(dir, 'seal.1.key'))).toBe(false);
  });

  it('shows what there is, and where', async () => {
    await run('new', 'wallet-private', '0');
    await run('new', 'wallet-private');
    await run('new', 'seal');
    writeFileSync(join(dir, 'seal.2.key'), 'half');
    pods[0].loaded['wallet-private'] = ['1', '0'];
    for (const pod of pods) pod.active['wallet-private'] = '0';
    pods[1].loaded['wallet-private'] = ['0'];
    const table = (await run('status', ...ofPods())).printed.split('\n').map((line) => line.replaceAll(/ {2,}/g, '|'));
    const at = (file: string) => join(dir, file);
    expect(table).toEqual([
      'key|version|file|active|loaded at|used at',
      `wallet-private|1|${at('wallet-private.1.pem')}|1 of 2, not ${pods[1].url}|0 of 2`,
      `wallet-private|0|${at('wallet-private.0.pem')}|yes|2 of 2|2 of 2`,
      `seal|2|${at('seal.2.key')} (no key)|0 of 2|0 of 2`,
      `seal|1|${at('seal.1.key')}|yes|2 of 2|2 of 2`,
    ]);
  });

  it.each([[], ['new'], ['public'], ['activate'], ['retire'], ['status']])(
    'shows how with examples: %p',
    async (...of) => {
      const { exitCode, printed } = await run(...of, '--help');
      expect(exitCode).toBe(0);
      expect(printed).toMatch(of.length === 0 ? /A rotation: new/ : /Examples:\n +npm run/);
    },
  );
});
