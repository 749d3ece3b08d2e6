import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { operatedServices, type OperatedService } from '@wallet/operator-contract';
import { z } from 'zod';
import type { Endpoint } from './client/client';
import { tokenByCommand } from './client/token-command';
import { CommandFailed, exitCodes, usage } from './terminal/exit';
import { fileFault, isMissing } from './terminal/file-fault';
import { parseJson } from '@wallet/kernel';

const stackFile = '.local/stack.json';
const optionalText = z.string().min(1).optional();
const stackSchema = z.object({ operator: z.object({ tokenFile: z.string().min(1) }).catchall(optionalText) });

/** What is of auth has no name before it. */
const settingName = (service: OperatedService, what: string): string =>
  service === 'auth' ? what : `${service.toUpperCase()}_${what}`;
const urlName = (service: OperatedService): string => settingName(service, 'OPERATOR_URL');
/** Each falls back to OPERATOR_TOKEN_FILE: one token for all, or a JWT. */
const tokenName = (service: OperatedService): string => settingName(service, 'OPERATOR_TOKEN_FILE');
const tokenNames = operatedServices.map(tokenName);
const commandName = 'OPERATOR_TOKEN_COMMAND';

/**
 * Where the operator endpoint of a service is: OPERATOR_URL (of auth) or e.g. PAYMENTS_OPERATOR_URL, else the local stack of
 * this folder. The token is of OPERATOR_TOKEN_FILE or e.g. PAYMENTS_OPERATOR_TOKEN_FILE, or what OPERATOR_TOKEN_COMMAND
 * prints, else the local stack's. Never an address of one and a token of the other: a token goes only to where it belongs.
 */
export function readEndpoint(service: OperatedService, folder = process.cwd(), env = process.env): Endpoint {
  const names = [...tokenNames, ...operatedServices.map(urlName), commandName];
  return names.some((name) => env[name]) ? givenEndpoint(service, folder, env) : stackEndpoint(service, folder);
}

function givenEndpoint(service: OperatedService, folder: string, env: NodeJS.ProcessEnv): Endpoint {
  const name = urlName(service);
  const url = env[name];
  const token = givenToken(service, folder, env);
  if (!url || !token)
    throw usage(`set both ${name} and ${tokenName(service)} (or ${commandName}), or none of the settings`);
  if (!/^https?:/i.test(url) || !URL.canParse(url)) throw usage(`${name} must be an http or https URL`);
  return { service, url: withoutSlash(url), token: token() };
}

/** Asked for only when all else is right; undefined: none is given. */
function givenToken(service: OperatedService, folder: string, env: NodeJS.ProcessEnv): (() => string) | undefined {
  const tokenFile = env[tokenName(service)] || env[tokenName('auth')];
  const command = env[commandName];
  if (command && tokenNames.some((name) => env[name])) throw usage(`set ${commandName} or token files, not both`);
  if (command) return () => tokenByCommand(command);
  return tokenFile ? () => tokenOf(tokenFile, folder) : undefined;
}

/** npm runs scripts in the folder of the package; paths are meant from where the operator typed them. */
export const typedIn = (env = process.env): string => env['INIT_CWD'] ?? process.cwd();

export const userName = (env = process.env): string | undefined => env['USER'];

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

function tokenOf(tokenFile: string, folder: string): string {
  const path = resolve(folder, tokenFile);
  // While tokens are replaced a file of a service's holds two: both are good.
  const token = readText(path)?.trim().split(/\s+/)[0];
  if (token) return token;
  throw usage(`the operator token file ${path} ${token === undefined ? 'does not exist' : 'is empty'}`);
}

function stackEndpoint(service: OperatedService, folder: string): Endpoint {
  const text = readText(resolve(folder, stackFile));
  if (text === undefined) {
    const hint = `is the stack running? npm start; for another one set ${urlName(service)} and ${tokenName('auth')}`;
    throw new CommandFailed(exitCodes.unreachable, `there is no ${stackFile} in ${folder}: ${hint}`);
  }
  const operator = stackSchema.safeParse(parseJson(text)).data?.operator;
  const url = operator?.[service === 'auth' ? 'url' : `${service}Url`];
  if (!operator || !url || !URL.canParse(url))
    throw usage(`${stackFile} does not name an operator endpoint of ${service}: start the stack again with npm start`);
  const { [`${service}TokenFile`]: tokenFile = operator.tokenFile, tokenCommand } = operator;
  const token = tokenCommand === undefined ? tokenOf(tokenFile, folder) : tokenByCommand(tokenCommand);
  return { service, url: withoutSlash(url), token };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw usage(fileFault(path, error));
  }
}
