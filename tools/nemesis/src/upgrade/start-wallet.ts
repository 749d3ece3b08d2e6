import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { LocalStackError, startInfrastructure, startStack, type Log, type StackOptions } from '@wallet/local-stack';
import { Balancer } from '../world/balancer';
import { settingsForLoad } from '../world/settings';
import { reach, stopAll, type Stop, type Wallet } from '../world/wallet';
import { replicas } from './route';

const strictReaders = join(__dirname, 'strict-readers.js');

export interface WalletPlan {
  /** For data and logs. */
  readonly dir: string;
  /** The root folder of the build that everything begins with. */
  readonly release: string;
  /** A service whose readers refuse what they do not know. */
  readonly strict: string | undefined;
  readonly say: Log;
  /** Told in one line when a process ends that nobody ended. */
  readonly onSelfExit: Log;
}

export interface RunningWallet extends Wallet {
  stop(): Promise<void>;
}

async function start(plan: WalletPlan, stops: Stop[]): Promise<Wallet> {
  const { dir, release, strict, say, onSelfExit } = plan;
  const infrastructure = await startInfrastructure({ dataDir: dir, log: say, sources: 'native', fresh: true });
  stops.push(() => infrastructure.stop());
  if (infrastructure.sources.postgres === 'running')
    throw new LocalStackError('another upgrade is running here: wait for it');
  rmSync(join(dir, 'stack'), { recursive: true, force: true });
  const balancer = await Balancer.start();
  stops.push(() => balancer.close());
  const nodeArgs = strict === undefined ? {} : { [strict]: ['--require', strictReaders] };
  const options: StackOptions = {
    infrastructure,
    name: 'upgrade',
    dir: join(dir, 'stack'),
    release,
    replicas,
    env: { ...settingsForLoad, simulator: { GATEWAY_URL: balancer.url } },
    nodeArgs,
    log: onSelfExit,
  };
  const stack = await startStack(options);
  stops.push(() => stack.stop());
  balancer.targets = stack.gatewayUrls;
  return reach(stack, stops);
}

/** Two processes of each service, with empty servers. What was started is stopped when it fails. */
export async function startWallet(plan: WalletPlan): Promise<RunningWallet> {
  const stops: Stop[] = [];
  const stop = (): Promise<void> => stopAll(stops.splice(0));
  try {
    return { ...(await start(plan, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
