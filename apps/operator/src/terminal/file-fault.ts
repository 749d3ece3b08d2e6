import { z } from 'zod';

const faults: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EISDIR: 'is a folder, not a file',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
};
const failure = z.object({ code: z.string().default(''), message: z.string().default('') });

/** What is wrong with a file of this path that could not be read. */
export function fileFault(path: string, error: unknown): string {
  const { code, message } = failure.catch({ code: '', message: String(error) }).parse(error);
  return `${path} ${faults[code] ?? `cannot be read (${message})`}`;
}

export const isMissing = (error: unknown): boolean => failure.safeParse(error).data?.code === 'ENOENT';
