import fc from 'fast-check';
import { brokenAnswers } from './answer-invariants';
import { brokenBooks } from './book-invariants';
import { Caller } from './caller';
import { happenings } from './commands';
import { customerNames } from './purchases';
import type { Safety } from './memory/safeties';
import type { Trace } from './memory/trace';
import { World } from './world';

export interface Run {
  readonly trace: Trace;
  /** What was decided, by command. */
  readonly seen: ReadonlySet<string>;
}

export interface RunOptions {
  /** What the run is without. */
  readonly removed?: readonly Safety[];
  /** Whether the least that fails is looked for. */
  readonly shrinks?: boolean;
}

/** Everything that was set going has come to its next step, so that nothing but the scheduler decides what is next. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function act(step: () => Promise<void>): Promise<void> {
  await step();
  await settled();
}

async function goOn(scheduler: fc.Scheduler): Promise<void> {
  await settled();
  await scheduler.waitAll();
}

const shrinkMs = 20_000;

/**
 * One run from one seed: it decides what happens, in which order everything goes on, and what breaks. Throws with what is
 * wrong, how to see it again, and the trace of the least that shows it.
 */
export async function runSeed(seed: number, { removed = [], shrinks = true }: RunOptions = {}): Promise<Run> {
  let first: Run | undefined;
  let failed: Trace | undefined;
  const property = fc.asyncProperty(
    fc.scheduler({ act }),
    fc.commands(happenings, { maxCommands: 60, size: 'max' }),
    async (scheduler, commands) => {
      const world = new World((label) => scheduler.schedule(Promise.resolve(), label), removed);
      first ??= { trace: world.trace, seen: world.oracle.seen };
      await live(world, scheduler, commands);
      const broken = brokenRules(world);
      if (broken.length === 0) return;
      failed = world.trace;
      throw new Error(broken.join('\n'));
    },
  );
  const limits = shrinks ? { interruptAfterTimeLimit: shrinkMs } : { endOnFailure: true };
  const details = await fc.check(property, { seed, numRuns: 1, unbiased: true, ...limits });
  if (!first) throw new Error('nothing ran');
  if (!details.failed) return first;
  const trace = failed?.lines.join('\n') ?? '';
  const { errorInstance: broken } = details;
  throw new Error([broken instanceof Error ? broken.message : String(broken), replayHint(seed), trace].join('\n'));
}

/** What happens, with everything that follows; then all is asked again, twice, while nothing breaks any more. */
async function live(
  world: World,
  scheduler: fc.Scheduler,
  commands: Iterable<fc.AsyncCommand<Caller, object>>,
): Promise<void> {
  const caller = new Caller(world);
  const happened = fc.asyncModelRun(() => ({ model: caller, real: {} }), commands);
  await goOn(scheduler);
  await happened;
  world.database.faults.length = 0;
  for (let round = 0; round < 2; round++) {
    caller.repeatAll();
    await goOn(scheduler);
  }
}

function brokenRules({ complaints, database, calls, clock, oracle, bus }: World): string[] {
  const { tables } = database;
  const model = customerNames.flatMap((name) => {
    const [account] = [...tables.accounts.values()].filter(({ customerId }) => customerId === name);
    return account?.balance === oracle.means.balances[name] ? [] : `model: ${name} has ${account?.balance}`;
  });
  return [
    ...(complaints.length > 0 ? complaints.slice(0, 1) : model),
    ...(bus.isIdle ? [] : ['something waits for ever']),
    ...brokenBooks(tables),
    ...brokenAnswers({ tables, calls: calls.all }, clock.latest),
  ];
}

const replayHint = (seed: number): string =>
  `seed ${seed}; again: MODEL_SEED=${seed} npx jest --selectProjects unit --testPathPatterns payments/test/model/replay`;
