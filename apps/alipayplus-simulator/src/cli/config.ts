import { FileFault, readText } from '@wallet/service';
import { z } from 'zod';

const stackFile = z.object({
  simulator: z.object({ baseUrl: z.url() }),
  gateway: z.object({ walletApiUrl: z.url() }),
  pspId: z.string(),
  acquirerId: z.string(),
  keys: z.object({ walletAppPrivate: z.string() }),
});
export type StackFile = z.infer<typeof stackFile>;

/** The running stack: the file in `STACK_FILE`, else `.local/stack.json`. Throws with what to do when there is none. */
export function readStackFile(): StackFile {
  const file = process.env.STACK_FILE ?? '.local/stack.json';
  const hint = 'start a stack with "npm start", or give its file in STACK_FILE';
  try {
    return stackFile.parse(JSON.parse(readText(file)));
  } catch (error) {
    throw new Error(
      error instanceof FileFault ? `${error.message}: ${hint}` : `${file} does not describe a running stack: ${hint}`,
    );
  }
}

/** npm runs scripts in the folder of the package; a program is meant from where it was typed. */
export const typedIn = (): string => process.env.INIT_CWD ?? process.cwd();
