import { isFree } from '../processes/ports';
import type { StackOptions } from '../stack/stack';

type Ports = NonNullable<StackOptions['ports']>;

const variables = { gateway: 'PORT', simulator: 'SIMULATOR_PORT', operator: 'OPERATOR_PORT' } as const;
/** Taken where nothing is given and nobody listens there. */
const usual: Ports = { gateway: 8080, simulator: 8090 };

const isPort = (port: number): boolean => Number.isInteger(port) && port > 0 && port <= 65_535;

/** The ports that the environment gives or that are usual, and what is wrong with them. */
export async function publicPorts(env: NodeJS.ProcessEnv): Promise<{ ports: Ports; wrong: string[] }> {
  const ports: Partial<Record<keyof Ports, number>> = {};
  const wrong: string[] = [];
  for (const name of Object.keys(variables) as (keyof Ports)[]) {
    const given = env[variables[name]] ? Number(env[variables[name]]) : undefined;
    const fault = given === undefined ? undefined : await faultOf(given, Object.values(ports));
    if (fault !== undefined) wrong.push(`${variables[name]} ${fault}`);
    const port = given ?? usual[name];
    if (fault === undefined && port !== undefined && (given ?? (await isFree(port)))) ports[name] = port;
  }
  return { ports, wrong };
}

async function faultOf(port: number, taken: readonly number[]): Promise<string | undefined> {
  if (!isPort(port)) return 'must be a port number, 1 to 65535';
  if (taken.includes(port)) return `must differ from the other ports: ${port} is given twice`;
  if (!(await isFree(port))) return `must be a free port: end what listens at ${port}, or give another one`;
  return undefined;
}
