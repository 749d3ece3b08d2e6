import { idsLine } from '../wire/known-ids';
import { Aborted, Transcript } from './transcript';

export interface CommonOptions {
  readonly json: boolean;
}

/**
 * Prints the steps as they come, or all of them as JSON at the end, and last the ids that other commands take; the exit
 * code is 0 only if nothing was wrong. `work` may return a line for its reader.
 */
export async function run(
  { json }: CommonOptions,
  work: (transcript: Transcript) => Promise<string | void>,
): Promise<void> {
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  const transcript = new Transcript(json ? () => undefined : write);
  const line = await work(transcript).catch((error: unknown) => {
    if (error instanceof Aborted) return undefined;
    throw error;
  });
  const { steps, faults, ids } = transcript;
  if (json) write(JSON.stringify({ ok: faults.length === 0, ids, faults, steps }, undefined, 2));
  else write(faults.length === 0 ? 'The outcome and every signature were right.' : `WRONG: ${faults.join('; ')}`);
  if (!json) for (const each of [line, idsLine(ids)]) if (each) write(each);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
