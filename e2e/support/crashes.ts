import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { servicesWith, type ServiceProcess, type StackOptions } from '@wallet/local-stack';
import { eventually } from '@wallet/testkit';
import type { Wallet } from './wallet';

const failpoints = ['--require', join(__dirname, '../../libs/testkit/dist/failpoints.js')];
const services = servicesWith('KAFKA_BROKERS');

/** `T`: halted; `Z` or nothing: dead. */
function stateOf({ pid }: ServiceProcess): string {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return /^.*\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}

const isStruck = (process: ServiceProcess): boolean => ['', 'T', 'Z'].includes(stateOf(process).slice(0, 1));

/** Kills or halts one process of a service of a wallet at a named step (docs/decisions/0006). */
export class Crashes {
  private readonly folder = mkdtempSync(join(tmpdir(), 'wallet-failpoints-'));

  /** What the wallet must be started with. */
  get options(): Pick<StackOptions, 'nodeArgs' | 'env'> {
    return {
      nodeArgs: Object.fromEntries(services.map((service) => [service, failpoints])),
      env: Object.fromEntries(services.map((service) => [service, { FAILPOINT_FILE: this.file(service) }])),
    };
  }

  /** Resolves when `act`, which has begun, has led a process of the service to the milestone, and that process is struck. */
  async strike<T>(
    { stack }: Wallet,
    service: string,
    failpoint: { readonly milestone: string; readonly how: 'kill' | 'stop' },
    act: () => Promise<T>,
  ): Promise<{ readonly acting: Promise<T>; readonly struck: ServiceProcess }> {
    const candidates = stack.processes.filter((process) => process.service === service);
    writeFileSync(this.file(service), `${failpoint.milestone}:hit=1:${failpoint.how}`);
    const acting = act();
    const struck = await eventually(
      () => {
        const found = candidates.find(isStruck);
        if (!found) throw new Error(`no process of ${service} has reached ${failpoint.milestone}`);
        return found;
      },
      { timeoutMs: 20_000 },
    );
    return { acting, struck };
  }

  /** Runs `act` while a process of the service dies at the milestone; resolves when it runs again. */
  async dyingAt<T>(wallet: Wallet, service: string, milestone: string, act: () => Promise<T>): Promise<T> {
    const { acting, struck } = await this.strike(wallet, service, { milestone, how: 'kill' }, act);
    await struck.restart();
    return acting;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private file(service: string): string {
    return join(this.folder, service);
  }
}
