import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { CommandFailed, exitCodes } from './exit';

/** The services that have an operator endpoint. */
export const operatedServices = ['auth', 'payments', 'otp', 'notifier'] as const;
export type OperatedService = (typeof operatedServices)[number];

export interface Endpoint {
  readonly service: OperatedService;
  /** Without a slash at the end. */
  readonly url: string;
  readonly token: string;
}

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

/**
 * Where the operator endpoint of a service is: OPERATOR_URL (of auth) or e.g. PAYMENTS_OPERATOR_URL with OPERATOR_TOKEN_FILE
 * or e.g. PAYMENTS_OPERATOR_TOKEN_FILE, else the local stack of this folder. Never one of each: a token goes only to where it belongs.
 */
export function readEndpoint(service: OperatedService, folder = process.cwd(), env = process.env): Endpoint {
  const tokenFile = env[tokenNames[service]] || env[tokenNames.auth];
  const name = urlNames[service];
  const url = env[name];
  const isOurs = [...Object.values(tokenNames), ...Object.values(urlNames)].some((each) => env[each]);
  if (!isOurs) return endpoint({ service, ...readStack(service, folder) }, folder);
  if (!url || !tokenFile) throw usage(`set both ${name} and ${tokenNames[service]}, or none of the settings`);
  if (!/^https?:/i.test(url) || !URL.canParse(url)) throw usage(`${name} must be an http or https URL`);
  return endpoint({ service, url, tokenFile }, folder);
}

/** npm runs scripts in the folder of the package; paths are meant from where the operator typed them. */
export const typedIn = (env = process.env): string => env['INIT_CWD'] ?? process.cwd();

export const userName = (env = process.env): string | undefined => env['USER'];

function endpoint(
  { tokenFile, url, service }: { service: OperatedService; url: string; tokenFile: string },
  folder: string,
): Endpoint {
  const token = readText(resolve(folder, tokenFile))?.trim();
  if (!token) throw usage(`the operator token file ${tokenFile} is missing or empty`);
  return { service, url: url.replace(/\/+$/, ''), token };
}

function readStack(service: OperatedService, folder: string): { url: string; tokenFile: string } {
  const text = readText(resolve(folder, stackFile));
  if (text === undefined) {
    const hint = `is the stack running? npm start; for another one set ${urlNames[service]} and OPERATOR_TOKEN_FILE`;
    throw new CommandFailed(exitCodes.unreachable, `there is no ${stackFile} in ${folder}: ${hint}`);
  }
  const operator = stackSchema.safeParse(parseJson(text)).data?.operator;
  const url = operator?.[stackNames[service]];
  if (operator && url !== undefined)
    return { url, tokenFile: operator[stackTokenNames[service]] ?? operator.tokenFile };
  throw usage(`${stackFile} does not name an operator endpoint of ${service}: start the stack again with npm start`);
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
