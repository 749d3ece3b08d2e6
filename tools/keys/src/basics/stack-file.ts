import { FileFault, readText } from '@wallet/service';
import { z } from 'zod';

const stackFile = z.object({
  keyFolders: z.object({ KEYS_DIR: z.string(), SEAL_KEYS_DIR: z.string() }),
  /** By the name of the process, such as `gateway-1`. */
  healthUrls: z.record(z.string(), z.url()),
});
export type StackFile = z.infer<typeof stackFile>;

/** The local stack that `npm start` runs; undefined when there is none. Throws when the file is of something else. */
export function readStackFile(env: NodeJS.ProcessEnv): StackFile | undefined {
  const file = env.STACK_FILE ?? '.local/stack.json';
  try {
    return stackFile.parse(JSON.parse(readText(file)));
  } catch (error) {
    if (error instanceof FileFault && env.STACK_FILE === undefined) return undefined;
    throw new Error(`${file} does not describe a running stack: start one with "npm start", or correct STACK_FILE`, {
      cause: error,
    });
  }
}
