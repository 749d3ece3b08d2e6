import { spawnSync } from 'node:child_process';
import { z } from 'zod';
import { CommandFailed, exitCodes, usage } from '../terminal/exit';
import { parseJson } from '@wallet/kernel';

/** Long enough for somebody to log in in a browser. */
const timeoutMs = 60_000;
const maxBytes = 64 * 1024;

const listSchema = z.array(z.string()).min(1);
const name = 'OPERATOR_TOKEN_COMMAND';
const tokens = new Map<string, string>();

/**
 * The token that a program of the company's prints, asked for once. No shell reads the setting: it is words between spaces,
 * or a JSON list of them where one has a space itself. It may ask at the terminal, on stderr; what it prints is shown to
 * nobody.
 */
export function tokenByCommand(command: string, limitMs = timeoutMs): string {
  const known = tokens.get(command);
  if (known !== undefined) return known;
  const token = run(wordsOf(command), limitMs);
  tokens.set(command, token);
  return token;
}

function wordsOf(command: string): string[] {
  const text = command.trim();
  if (!text.startsWith('[')) return text.split(/\s+/);
  const words = listSchema.safeParse(parseJson(text)).data;
  if (!words) throw usage(`${name} begins like a JSON list, and is none of texts`);
  return words;
}

function run([program = '', ...args]: readonly string[], limitMs: number): string {
  const { status, signal, error, stdout } = spawnSync(program, args, {
    stdio: ['inherit', 'pipe', 'inherit'],
    encoding: 'utf8',
    shell: false,
    timeout: limitMs,
    killSignal: 'SIGKILL',
    maxBuffer: maxBytes,
  });
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ETIMEDOUT') throw failed(`took longer than ${limitMs / 1_000} s`);
  if (code === 'ENOBUFS') throw failed('printed too much for a token');
  if (code !== undefined) throw usage(`${name}: ${program} cannot be run (${code})`);
  if (status !== 0) throw failed(`ended with ${signal ?? `exit code ${status}`}`);
  const token = stdout.trim();
  if (!/^[!-~]{16,}$/.test(token)) throw failed('printed no token: it must print that alone');
  return token;
}

const failed = (what: string) => new CommandFailed(exitCodes.unreachable, `the program of ${name} ${what}`);
