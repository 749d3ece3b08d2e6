import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { CommandFailed, exitCodes } from './exit';

export interface Endpoint {
  /** Without a slash at the end. */
  readonly url: string;
  readonly token: string;
}

const stackFile = '.local/stack.json';
const stackSchema = z.object({ operator: z.object({ url: z.url(), tokenFile: z.string().min(1) }) });
const fileCodeSchema = z.object({ code: z.literal('ENOENT') });

/**
 * Where the operator endpoint is: OPERATOR_URL with OPERATOR_TOKEN_FILE, else the local stack of this folder. Never one of
 * each: a token goes only to where it belongs.
 */
export function readEndpoint(folder = process.cwd(), env = process.env): Endpoint {
  const { OPERATOR_URL: url, OPERATOR_TOKEN_FILE: tokenFile } = env;
  if (!url && !tokenFile) return endpoint(readStack(folder), folder);
  if (!url || !tokenFile) throw usage('set both OPERATOR_URL and OPERATOR_TOKEN_FILE, or neither');
  if (!/^https?:/i.test(url) || !URL.canParse(url)) throw usage('OPERATOR_URL must be an http or https URL');
  return endpoint({ url, tokenFile }, folder);
}

/** npm runs scripts in the folder of the package; paths are meant from where the operator typed them. */
export const typedIn = (env = process.env): string => env['INIT_CWD'] ?? process.cwd();

function endpoint({ url, tokenFile }: { url: string; tokenFile: string }, folder: string): Endpoint {
  const token = readText(resolve(folder, tokenFile))?.trim();
  if (!token) throw usage(`the operator token file ${tokenFile} is missing or empty`);
  return { url: url.replace(/\/+$/, ''), token };
}

function readStack(folder: string): { url: string; tokenFile: string } {
  const text = readText(resolve(folder, stackFile));
  if (text === undefined) {
    const hint = 'is the stack running? npm start; for another one set OPERATOR_URL and OPERATOR_TOKEN_FILE';
    throw new CommandFailed(exitCodes.unreachable, `there is no ${stackFile} in ${folder}: ${hint}`);
  }
  try {
    return stackSchema.parse(JSON.parse(text)).operator;
  } catch {
    throw usage(`${stackFile} does not name an operator endpoint: start the stack again with npm start`);
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (fileCodeSchema.safeParse(error).success) return undefined;
    throw usage(`${path} cannot be read`);
  }
}

const usage = (message: string) => new CommandFailed(exitCodes.usage, message);
