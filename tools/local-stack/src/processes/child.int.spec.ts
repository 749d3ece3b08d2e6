import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageDir } from '../basics/repository';
import { gone, known } from './process-table';

const dir = mkdtempSync(join(tmpdir(), 'child-spec-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** A process that starts a long-lived child by our class and prints the child's pid. */
const starter = `
  const { Child } = require(${JSON.stringify(join(packageDir, 'dist/processes/child.js'))});
  const child = new Child({
    command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'], env: process.env, cwd: '/',
    logFile: ${JSON.stringify(join(dir, 'log'))}, onUnexpectedExit: () => {},
  });
  console.log(child.process.pid);
`;

test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
  'a child ends when its starter ends by %s',
  async (signal) => {
    const parent = spawn(process.execPath, ['-e', starter], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [output] = (await once(parent.stdout, 'data')) as [Buffer];
    const child = known(Number(output.toString()));
    if (!child) throw new Error('the child did not start');
    parent.kill(signal);
    expect(await gone([child], 10_000)).toBe(true);
  },
  20_000,
);
