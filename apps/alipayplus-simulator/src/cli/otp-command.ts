import { spawnSync } from 'node:child_process';
import { readCode } from '../phone/read-code';

export interface OtpCommand {
  /** Program and arguments. In each `{to}` stands for the number, as the SMS provider gets it: `+85252412345`. */
  readonly words: readonly string[];
  readonly folder: string;
}

/** Long enough for somebody to read it from a phone. */
const timeoutMs = 60_000;
const maxBytes = 64 * 1024;

/**
 * The code in what a program prints, alone or in its message. No shell reads the command. It may ask at the terminal, on
 * stderr. Throws with what is wrong, never with what was printed.
 */
export function codeByCommand({ words, folder }: OtpCommand, number: string, limitMs = timeoutMs): string {
  const to = `+${number.replaceAll(/\D/g, '')}`;
  const [program = '', ...args] = words.map((word) => word.replaceAll('{to}', to));
  const { status, signal, error, stdout } = spawnSync(program, args, {
    stdio: ['inherit', 'pipe', 'inherit'],
    encoding: 'utf8',
    shell: false,
    cwd: folder,
    timeout: limitMs,
    killSignal: 'SIGKILL',
    maxBuffer: maxBytes,
  });
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ETIMEDOUT') throw new Error(`${program} took longer than ${limitMs / 1_000} s`);
  if (code === 'ENOBUFS') throw new Error(`${program} printed too much for a code`);
  if (code !== undefined) throw new Error(`${program} cannot be run (${code})`);
  if (status !== 0) throw new Error(`${program} ended with ${signal ?? `exit code ${status}`}`);
  const otpCode = readCode(stdout);
  if (otpCode === undefined) throw new Error(`${program} printed no code: it must print 4 to 12 digits`);
  return otpCode;
}
