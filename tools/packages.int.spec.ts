import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gone, known } from './local-stack/src/processes/process-table';

/** A clone whose installation runs a program of its own, so that it lasts as long as that program. */
const root = mkdtempSync(join(tmpdir(), 'installation-'));
afterAll(() => rmSync(root, { recursive: true }));

const write = (file: string, text: string) => {
  mkdirSync(join(root, file, '..'), { recursive: true });
  writeFileSync(join(root, file), text);
};
beforeAll(() => {
  for (const file of ['start.mjs', 'packages.mjs', 'child-step.mjs'])
    cpSync(join(__dirname, file), join(root, 'tools', file), { recursive: true });
  write(
    'package.json',
    JSON.stringify({ name: 'clone', version: '1.0.0', scripts: { postinstall: 'node install.mjs' } }),
  );
  write(
    'package-lock.json',
    JSON.stringify({ name: 'clone', version: '1.0.0', lockfileVersion: 3, packages: { '': {} } }),
  );
  write('tools/build.mjs', `console.log('built');`);
  write('tools/local-stack/dist/start.js', `exports.start = () => console.log('started');`);
});

const lasting = `process.on('SIGINT', () => {}); console.error('pid ' + process.pid); setInterval(() => {}, 1000);`;

function start() {
  const child: ChildProcess = spawn(process.execPath, ['tools/start.mjs'], {
    cwd: root,
    env: { ...process.env, npm_config_foreground_scripts: 'true' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const saw = async (sign: RegExp): Promise<string> => {
    for (;;) {
      const [, found] = sign.exec(output) ?? [];
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { child, saw, output: () => output, ended: once(child, 'exit') };
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  '%s ends the installer with all that it started, and a start after it installs anew',
  async (signal, code) => {
    write('install.mjs', lasting);
    const interrupted = start();
    const program = known(Number(await interrupted.saw(/pid (\d+)/)));
    write('node_modules/half/package.json', '{"name":"half","version":"1.0.0"}');
    interrupted.child.kill(signal);
    expect(await interrupted.ended).toEqual([code, null]);
    expect(program && (await gone([program], 1_000))).toBe(true);

    write('install.mjs', '');
    const next = start();
    expect(await next.ended).toEqual([0, null]);
    expect(next.output()).toMatch(/was interrupted: installing all packages again.*built.*started/s);
    expect(existsSync(join(root, 'node_modules/half'))).toBe(false);

    const last = start();
    await last.ended;
    expect(last.output()).toMatch(/^building \.\.\./);
    rmSync(join(root, 'node_modules'), { recursive: true });
  },
  60_000,
);

test('an installation that fails by itself is no interrupted one', async () => {
  write('install.mjs', 'process.exit(7)');
  const failed = start();
  expect(await failed.ended).toEqual([1, null]);
  expect(failed.output()).toMatch(/failed \(exit code \d+\): npm install/);
  write('install.mjs', '');
  const next = start();
  await next.ended;
  expect(next.output()).not.toContain('interrupted');
}, 60_000);
