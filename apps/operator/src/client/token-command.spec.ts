import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandFailed } from '../terminal/exit';
import { tokenByCommand } from './token-command';

const folder = mkdtempSync(join(tmpdir(), 'token-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program that Node runs, as a command. */
const command = (script: string, ...args: string[]) => JSON.stringify([process.execPath, '-e', script, ...args]);
const failureOf = (given: string, limitMs: number): unknown => {
  try {
    return tokenByCommand(given, limitMs);
  } catch (error) {
    const { exitCode, message } = error as CommandFailed;
    return [exitCode, message];
  }
};

describe('a program that prints the token', () => {
  it('is run once for all services', () => {
    const file = join(folder, 'runs');
    const given = command(`require('fs').appendFileSync(process.argv[1], 'x'); console.log('a.jwt.of-somebody')`, file);
    expect([tokenByCommand(given), tokenByCommand(given)]).toEqual(['a.jwt.of-somebody', 'a.jwt.of-somebody']);
    expect(readFileSync(file, 'utf8')).toBe('x');
  });

  it('is words between spaces, which no shell reads', () => {
    const script = join(folder, 'words.js');
    writeFileSync(script, `console.log(['a-token-of', ...process.argv.slice(2)].join('|'))`);
    const words = ['$HOME', '`id`', '"a', 'b"', '*', ';', 'false', '$(id)'];
    expect(tokenByCommand(` ${process.execPath} ${script}  ${words.join(' ')} `)).toBe(
      ['a-token-of', ...words].join('|'),
    );
  });

  it.each([
    ['that does not end', command('setInterval(() => 0, 1000)'), 3, 'longer than 0.3 s'],
    ['that fails', command(`console.log('a.jwt.of-somebody'); process.exit(4)`), 3, 'exit code 4'],
    ['that prints nothing', command(''), 3, 'no token'],
    ['that prints more than a token', command(`console.log('Welcome!\\na.jwt.of-somebody')`), 3, 'no token'],
    ['that prints too much', command(`console.log('x'.repeat(1e6))`), 3, 'too much'],
    ['that is not there', 'no-such-program --token', 2, 'no-such-program cannot be run (ENOENT)'],
    ['of a broken list', '["node", 1]', 2, 'JSON list'],
    ['of no list', '[node]', 2, 'JSON list'],
  ])('is refused %s, and what it printed is shown to nobody', (_, given, exitCode, message) => {
    const failure = failureOf(given, message.includes('0.3 s') ? 300 : 30_000) as [number, string];
    expect(failure).toEqual([exitCode, expect.stringContaining(message)]);
    expect(failure[1]).not.toContain('somebody');
  });
});
