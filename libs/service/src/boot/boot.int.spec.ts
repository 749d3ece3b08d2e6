import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A service in a process of its own, from the built library: its lifecycle starts at the second attempt. */
const program = `
  require('reflect-metadata');
  const { boot } = require(${JSON.stringify(join(__dirname, '../../dist/boot/index.js'))});
  const { createLogger, main, parseConfig, settings } = require(${JSON.stringify(join(__dirname, '../../dist/index.js'))});
  const { z } = require('zod');
  const say = (word) => process.stdout.write(word + '\\n');
  let attempts = 0;
  const part = (name, start) => ({ name, start, stop: async () => say('stopped ' + name) });
  const transport = {
    listen(done) { say('consuming'); done(); },
    close() { say('closed transport'); },
    addHandler() {}, getHandlers: () => new Map(), on() {}, unwrap() {}, setTransportId() {}, setOnProcessingStartHook() {}, setOnProcessingEndHook() {},
  };
  class Empty {}
  main(async () => boot({
    name: 'probe', module: { module: Empty }, transport,
    config: parseConfig(z.object({
      HEALTH_PORT: settings.port(), HOST: settings.text('127.0.0.1'), HEALTH_HOST: settings.text().optional(),
      BOOT_PATIENCE_SECONDS: settings.nonNegativeInt(60),
    }), process.env),
    beside: process.env.BESIDE === undefined ? [] : [
      part('beside', async () => { if (++attempts < Number(process.env.BESIDE)) throw new Error('away'); say('started beside'); }),
    ],
    logger: createLogger('probe', 'info'),
    lifecycles: () => [
      part('first', async () => { say('started first'); }),
      part('second', async () => { if (++attempts < (process.env.NEEDED ?? 2)) throw new Error('not yet'); say('started second'); }),
    ],
  }));
`;

function run(env: NodeJS.ProcessEnv) {
  const child: ChildProcess = spawn(process.execPath, ['-e', program], { env: { PATH: '', ...env }, cwd: __dirname });
  let output = '';
  const waiting = new Set<() => void>();
  const take = (chunk: Buffer) => {
    output += chunk.toString();
    for (const look of waiting) look();
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  const saw = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => output.includes(text) && resolve();
      waiting.add(look);
      look();
    });
  return { child, saw, output: () => output, ended: once(child, 'exit') as Promise<[number | null]> };
}

const linesOf = (output: string) => output.split('\n').filter((line) => line && !line.startsWith('{'));

describe('a booted process', () => {
  it('starts in order, tries again, serves its health, and stops in reverse with exit code 0', async () => {
    const { child, saw, output, ended } = run({ HEALTH_PORT: '0' });
    await saw('probe is ready');
    const [, port] = /"healthPort":(\d+)/.exec(output()) ?? [];
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(output()).toContain('cannot start yet');
    expect(linesOf(output())).toEqual([
      'started first',
      'started second',
      'consuming',
      'closed transport',
      'stopped second',
      'stopped first',
    ]);
  });

  it('is ready and serves while what is started beside it is away', async () => {
    const { child, saw, output, ended } = run({ HEALTH_PORT: '0', HEALTH_HOST: '127.0.0.2', BESIDE: '4' });
    await saw('probe is ready');
    const [, port] = /"healthPort":(\d+)/.exec(output()) ?? [];
    expect(output()).not.toContain('started beside');
    expect((await fetch(`http://127.0.0.2:${port}/readyz`)).status).toBe(200);
    await expect(fetch(`http://127.0.0.1:${port}/readyz`)).rejects.toThrow();
    await saw('started beside');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(linesOf(output()).slice(-4)).toEqual([
      'closed transport',
      'stopped beside',
      'stopped second',
      'stopped first',
    ]);
  });

  it('ends when its patience ends', async () => {
    const { output, ended } = run({ HEALTH_PORT: '0', BOOT_PATIENCE_SECONDS: '2', NEEDED: '1000' });
    expect((await ended)[0]).toBe(1);
    expect(output()).toContain('not yet');
  });

  it('ends with one clear line when a setting is wrong', async () => {
    const { output, ended } = run({ HEALTH_PORT: 'x' });
    expect((await ended)[0]).toBe(1);
    expect(output()).toBe('wrong settings: HEALTH_PORT must be a port number, 0 to 65535\n');
  });

  it('ends with one line of log when its port is in use', async () => {
    const first = run({ HEALTH_PORT: '0' });
    await first.saw('probe is ready');
    const [, port] = /"healthPort":(\d+)/.exec(first.output()) ?? [];
    const second = run({ HEALTH_PORT: port });
    expect((await second.ended)[0]).toBe(1);
    expect(second.output()).toContain(`"msg":"127.0.0.1:${port} is in use"`);
    expect(second.output()).not.toContain('stack');
    first.child.kill('SIGTERM');
    await first.ended;
  });
});
