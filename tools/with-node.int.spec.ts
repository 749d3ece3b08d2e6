import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A project of its own with the runner, a script, and a version of Node that it wants. */
class Project {
  readonly root = mkdtempSync(join(tmpdir(), 'with-node-'));
  readonly binary = join(this.root, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  readonly runner = join(this.root, 'tools/with-node.mjs');

  constructor(wanted: string, engines = '>=20.19') {
    mkdirSync(join(this.root, 'tools'));
    for (const file of ['with-node.mjs', 'packages.mjs', 'child-step.mjs'])
      cpSync(join(__dirname, file), join(this.root, 'tools', file));
    writeFileSync(join(this.root, '.node-version'), `${wanted}\n`);
    writeFileSync(join(this.root, 'package.json'), JSON.stringify({ engines: { node: engines } }));
    writeFileSync(join(this.root, 'script.mjs'), 'console.log(process.argv.slice(2).join()); process.exitCode = 3;');
    writeFileSync(join(this.root, 'wait.mjs'), `setInterval(() => {}, 1000); console.log('up');`);
  }

  /** Stands for the pinned one: it says that it is, and runs with the Node of this spec. */
  bringBinary(): this {
    mkdirSync(join(this.binary, '..'), { recursive: true });
    writeFileSync(this.binary, `#!/bin/sh\necho pinned\nexec '${process.execPath}' "$@"\n`);
    chmodSync(this.binary, 0o755);
    return this;
  }

  run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const options = { encoding: 'utf8', env: { PATH: process.env['PATH'], ...env } } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [this.runner, ...args], options);
    return { status, stdout, stderr };
  }
}

const running = process.versions.node;
let project: Project;
const make = (wanted: string, engines?: string) => (project = new Project(wanted, engines));

afterEach(() => rmSync(project.root, { recursive: true }));

it.each([running, '20.0.0'])('runs a script here when %s is wanted', (wanted) => {
  expect(make(wanted).run(['script.mjs', 'a', '--b'])).toEqual({ status: 3, stdout: 'a,--b\n', stderr: '' });
});

it('tells that npm has put the pinned one before an older one', () => {
  const { stderr, stdout } = make(running).run(['script.mjs'], {
    npm_config_user_agent: 'npm/10.8.2 node/v20.1.0 linux x64',
  });
  expect(stderr).toMatch(/^Node 20\.1\.0 is older than .*: running with node_modules\/node-.*\/bin\/node\n$/);
  expect(stdout).toBe('\n');
});

it('names what is missing before the first build', () => {
  const { status, stderr } = make(running).run(['apps/operator/dist/main.js']);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'apps/operator/dist/main.js is missing: npm start -- --once installs and builds first\n',
  });
});

it('says what to install where it cannot help', () => {
  const { status, stderr } = make('99.1.0', '>=99').run(['script.mjs']);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^Node \S+ is too old: install Node 99\.1\.0 /);
});

describe('an older Node on PATH', () => {
  it('runs with the pinned one, says so, and passes the exit code on', () => {
    const { status, stdout, stderr } = make('99.1.0').bringBinary().run(['script.mjs', 'a b']);
    expect({ status, stdout }).toEqual({ status: 3, stdout: 'pinned\na b\n' });
    expect(stderr).toBe(
      `Node ${running} is older than 99.1.0: running with node_modules/node-${process.platform}-${process.arch}/bin/node\n`,
    );
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends both by %s', async (signal) => {
    const { runner } = make('99.1.0').bringBinary();
    const child = spawn(process.execPath, [runner, 'wait.mjs'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = new Promise((resolve) => child.on('close', (code, by) => resolve(by ?? code)));
    child.stdout.on('data', (data: Buffer) => data.includes('up') && child.kill(signal));
    expect(await ended).toBe(signal);
  });
});
