import { join } from 'node:path';
import { RunClock } from './load/clock';
import { Nemesis } from './faults/nemesis';
import { History } from './load/history';
import type { NemesisOptions } from './options';
import { planFaults, planLostHost } from './plan/fault-plan';
import { planLoad } from './plan/load-plan';
import { Random } from './plan/random';
import { onEither } from './plan/service-fault';
import { figuresOf, type Figures } from './report/figures';
import { Trial, type TrialPlan } from './trial';
import { registerCustomers } from './world/customers';
import { dataDir } from './world/settings';
import { startWorld, type World } from './world/world';

export interface Run {
  readonly options: NemesisOptions;
  /** Aborted: the run ends as soon as it can, with an error, and stops what it started. */
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

function planOf(options: NemesisOptions): TrialPlan {
  const random = new Random(String(options.seed));
  const lostHost = planLostHost(random.named('loss'), options);
  const planned = planFaults(random.named('faults'), options, lostHost);
  const either = random.named('either');
  const rounds = options.twoOfEach
    ? planned.map((round) => ({ ...round, services: onEither(either, round.services) }))
    : planned;
  return { load: planLoad(random.named('load'), options), faults: { rounds, lostHost } };
}

interface Held {
  readonly clock: RunClock;
  readonly run: Run;
  /** Grows while the run goes on. */
  readonly selfExits: readonly string[];
}

async function runIn(world: World, nemesis: Nemesis, held: Held): Promise<Figures> {
  const { clock, selfExits } = held;
  const { options, signal, say } = held.run;
  say('registering customers, of whom some agree to pay without a code');
  const customers = await registerCustomers(world, signal);
  const history = new History(join(dataDir, 'history.jsonl'));
  try {
    const trial = new Trial({ world, customers, clock, nemesis, history, say }, signal);
    const outcome = await trial.hold(planOf(options));
    const { lostCommits } = world.proxies;
    return figuresOf({ options, outcome, entries: history.entries, nemesis, lostCommits, selfExits });
  } finally {
    await history.close();
  }
}

/** A whole run: start, load and faults, checks, stop. */
export async function runNemesis(run: Run): Promise<Figures> {
  const { signal, say } = run;
  const clock = new RunClock();
  const selfExits: string[] = [];
  let world: World | undefined;
  let nemesis: Nemesis | undefined;
  const onSelfExit = (line: string): void => {
    say(line);
    selfExits.push(line);
    const [name = ''] = line.split(' ');
    void nemesis?.revive(name);
  };
  const work = async (): Promise<Figures> => {
    world = await startWorld({ say, onSelfExit, twoOfEach: run.options.twoOfEach });
    nemesis = new Nemesis(world, clock, say);
    return runIn(world, nemesis, { clock, run, selfExits });
  };
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('interrupted')), { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    say('stopping');
    await world?.stop();
  }
}
