import { readFileSync } from 'node:fs';
import type { ServiceProcess } from '@wallet/local-stack';
import { eventually } from '@wallet/testkit';
import type { Wallet } from './wallet';

interface Readiness {
  readonly ready: boolean;
  readonly dependencies: readonly { readonly name: string; readonly up: boolean }[];
}

const owners = ['auth', 'otp', 'payments'];

/** Which services a gateway takes for gone; it is ready all the same. */
export async function goneFor({ healthUrl }: ServiceProcess): Promise<string[]> {
  const { ready, dependencies } = (await (await fetch(`${healthUrl}/readyz?verbose`)).json()) as Readiness;
  expect(ready).toBe(true);
  return dependencies.filter(({ name, up }) => owners.includes(name) && !up).map(({ name }) => name);
}

/** What a gateway has logged of services that were gone, or came back: `error payments`. */
export function toldBy({ logFile }: ServiceProcess): string[] {
  return readFileSync(logFile, 'utf8')
    .split('\n')
    .filter((line) => /"msg":"(no replica of a service is there|a service is there again)/.test(line))
    .map((line) => JSON.parse(line) as { level: string; service: string })
    .map(({ level, service }) => `${level} ${service}`);
}

/** Kills all replicas of a service; resolves with what starts them again, once the gateway knows that they are gone. */
export async function killAll({ stack }: Wallet, service: string): Promise<() => Promise<void>> {
  const killed = stack.processes.filter((process) => process.service === service);
  await Promise.all(killed.map((process) => process.kill('SIGKILL')));
  await eventually(async () => expect(await goneFor(stack.process('gateway-1'))).toEqual([service]), {
    timeoutMs: 20_000,
  });
  return async () => {
    await Promise.all(killed.map((process) => process.restart()));
    await eventually(async () => expect(await goneFor(stack.process('gateway-1'))).toEqual([]));
  };
}
