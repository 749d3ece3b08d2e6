import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { OperatedService } from '@wallet/operator-contract';
import { z } from 'zod';
import type { Endpoint } from './client/client';
import { tokenByCommand } from './client/token-command';
import { CommandFailed, exitCodes } from './terminal/exit';

const stackFile = '.local/stack.json';
const stackSchema = z.object({
  operator: z.object({
    url: z.url(),
    paymentsUrl: z.url().optional(),
    otpUrl: z.url().optional(),
    notifierUrl: z.url().optional(),
    tokenFile: z.string().min(1),
    paymentsTokenFile: z.string().min(1).optional(),
    otpTokenFile: z.string().min(1).optional(),
    notifierTokenFile: z.string().min(1).optional(),
    tokenCommand: z.string().min(1).optional(),
  }),
});
const fileCodeSchema = z.object({ code: z.literal('ENOENT') });

const urlNames = {
  auth: 'OPERATOR_URL',
  payments: 'PAYMENTS_OPERATOR_URL',
  otp: 'OTP_OPERATOR_URL',
  notifier: 'NOTIFIER_OPERATOR_URL',
} as const;
/** Each falls back to OPERATOR_TOKEN_FILE: one token for all, or a JWT. */
const tokenNames = {
  auth: 'OPERATOR_TOKEN_FILE',
  payments: 'PAYMENTS_OPERATOR_TOKEN_FILE',
  otp: 'OTP_OPERATOR_TOKEN_FILE',
  notifier: 'NOTIFIER_OPERATOR_TOKEN_FILE',
} as const;
const stackTokenNames = {
  auth: 'tokenFile',
  payments: 'paymentsTokenFile',
  otp: 'otpTokenFile',
  notifier: 'notifierTokenFile',
} as const;
const stackNames = { auth: 'url', payments: 'paymentsUrl', otp: 'otpUrl', notifier: 'notifierUrl' } as const;

const commandName = 'OPERATOR_TOKEN_COMMAND';

/**
 * Where the operator endpoint of a service is: OPERATOR_URL (of auth) or e.g. PAYMENTS_OPERATOR_URL, else the local stack of
 * this folder. The token is of OPERATOR_TOKEN_FILE or e.g. PAYMENTS_OPERATOR_TOKEN_FILE, or what OPERATOR_TOKEN_COMMAND
 * prints, else the local stack's. Never an address of one and a token of the other: a token goes only to where it belongs.
 */
export function readEndpoint(service: OperatedService, folder = process.cwd(), env = process.env): Endpoint {
  const names = [...Object.values(tokenNames), ...Object.values(urlNames), commandName];
  return names.some((name) => env[name]) ? givenEndpoint(service, folder, env) : stackEndpoint(service, folder);
}

function givenEndpoint(service: OperatedService, folder: string, env: NodeJS.ProcessEnv): Endpoint {
  const name = urlNames[service];
  const url = env[name];
  const token = givenToken(service, folder, env);
  if (!url || !token)
    throw usage(`set both ${name} and ${tokenNames[service]} (or ${commandName}), or none of the settings`);
  if (!/^https?:/i.test(url) || !URL.canParse(url)) throw usage(`${name} must be an http or https URL`);
  return { service, url: withoutSlash(url), token: token() };
}

/** Asked for only when all else is right; undefined: none is given. */
function givenToken(service: OperatedService, folder: string, env: NodeJS.ProcessEnv): (() => string) | undefined {
  const tokenFile = env[tokenNames[service]] || env[tokenNames.auth];
  const command = env[commandName];
  if (command && Object.values(tokenNames).some((name) => env[name]))
    throw usage(`set ${commandName} or token files, not both`);
  if (command) return () => tokenByCommand(command);
  return tokenFile ? () => tokenOf(tokenFile, folder) : undefined;
}

/** npm runs scripts in the folder of the package; paths are meant from where the operator typed them. */
export const typedIn = (env = process.env): string => env['INIT_CWD'] ?? process.cwd();

export const userName = (env = process.env): string | undefined => env['USER'];

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

function tokenOf(tokenFile: string, folder: string): string {
  const token = readText(resolve(folder, tokenFile))?.trim();
  if (!token) throw usage(`the operator token file ${tokenFile} is missing or empty`);
  return token;
}

function stackEndpoint(service: OperatedService, folder: string): Endpoint {
  const text = readText(resolve(folder, stackFile));
  if (text === undefined) {
    const hint = `is the stack running? npm start; for another one set ${urlNames[service]} and ${tokenNames.auth}`;
    throw new CommandFailed(exitCodes.unreachable, `there is no ${stackFile} in ${folder}: ${hint}`);
  }
  const operator = stackSchema.safeParse(parseJson(text)).data?.operator;
  const url = operator?.[stackNames[service]];
  if (!operator || url === undefined)
    throw usage(`${stackFile} does not name an operator endpoint of ${service}: start the stack again with npm start`);
  const tokenFile = operator[stackTokenNames[service]] ?? operator.tokenFile;
  const { tokenCommand } = operator;
  const token = tokenCommand === undefined ? tokenOf(tokenFile, folder) : tokenByCommand(tokenCommand);
  return { service, url: withoutSlash(url), token };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
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
