import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandWords } from './options';
import { codeByCommand } from './otp-command';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'otp-command-')));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program that Node runs, as it is given. */
const script = (text: string, ...args: string[]) => JSON.stringify([process.execPath, '-e', text, ...args]);
const codeOf = (given: string, limitMs?: number) =>
  codeByCommand({ words: commandWords(given), folder }, '852-52412345', limitMs);

describe('a program that prints the code', () => {
  it.each([
    ['alone', `console.log('004711')`],
    ['in its message', `console.log('004711 is your code to pay HKD 120.50 to Shop.')`],
  ])('may print it %s', (_, text) => expect(codeOf(script(text))).toBe('004711'));

  it('is told the number, in its folder and without a shell', () => {
    const text = `const said = process.argv.slice(1).join(' ');
      console.log(said === 'to=+85252412345 $HOME ; \`id\`' && process.cwd() === ${JSON.stringify(folder)} ? 4711 : 'no')`;
    expect(codeOf(script(text, 'to={to}', '$HOME', ';', '`id`'))).toBe('4711');
  });

  it('is words between spaces, where it is no list', () =>
    expect(commandWords(' curl -fsS  http://x/{to} ')).toEqual(['curl', '-fsS', 'http://x/{to}']));

  it.each([
    ['that does not end', script('setInterval(() => 0, 1000)'), 'longer than 0.3 s'],
    ['that fails', script(`console.log('123456'); process.exit(4)`), 'exit code 4'],
    ['that prints nothing', script(''), 'printed no code'],
    ['that prints no code', script(`console.log('somebody: 12')`), 'printed no code'],
    ['that prints too much', script(`console.log('x'.repeat(1e6))`), 'too much'],
    ['that is not there', 'no-such-program {to}', 'no-such-program cannot be run (ENOENT)'],
  ])('is refused %s, and what it printed is not shown', (_, given, message) => {
    const run = () => codeOf(given, message.includes('0.3 s') ? 300 : 30_000);
    expect(run).toThrow(message);
    expect(run).not.toThrow(/123456|somebody/);
  });

  it.each(['', '  ', '["node", 1]', '[node]', '[]'])('is refused as %j before anything is called', (given) =>
    expect(() => commandWords(given)).toThrow('give a program'),
  );
});
