import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@wallet/testkit';
import { doc } from '../tools/docs/documents';
import { Clone, npmScripts, withoutNpm } from './support/clone';
import { EasyPayOrder, resultOf } from './support/easy-pay';
import { repository } from './support/recipe';
import { inParallel } from './support/shown/in-parallel';
import { rotatedKeys } from './support/shown/rotated-keys';
import { helpsOf, shownCommands, type Help, type ShownCommand } from './support/shown/shown-commands';
import { withSubjects } from './support/shown/subjects';
import { startWallet, type Wallet } from './support/wallet';

/** Whose blocks another spec runs, as a whole and in order. The blocks of every other document are run here. */
const runElsewhere: Readonly<Record<string, readonly string[]>> = {
  'docs/deploy.md': ['deploy'],
  'docs/integrate.md': ['directory-example', 'sms-provider'],
  'docs/operations.md': ['rotation-as-documented'],
};
const elsewhere = [[/--otp-command/, 'sms-provider']] as const;

/** Why these are not run. That they exist and know the options that are shown is looked at. */
const notRun: Readonly<Record<string, string>> = {
  start: 'takes ports and the .local of the clone for good; every stack of these specs is started by its parts',
  install: 'npm test begins with it',
  build: 'npm test begins with it',
  lint: 'a stage of npm test',
  test: 'runs this',
  nemesis: 'a stage of npm test',
  bench: 'minutes of load; bench/src has specs of its parts',
  'test:pkcs11': 'builds a package and fetches SoftHSM: has its own specs',
  'test:rotations': 'npm test runs a short form',
  'test:upgrade': 'minutes of load on two releases; tools/nemesis has specs of its parts',
  format: 'changes the sources',
  'kafka:acls': 'e2e/kafka-acls.e2e.spec.ts runs it, and Kafka obeys',
  keys: 'each step needs the one before, and some a cluster: tools/keys has specs of all',
  reset: 'deletes what these specs run on',
};

/** What others answer for, and jest by itself. */
const withoutHelp = ['format', 'postinstall', 'test:brokers', 'test:proxies', 'test:rolling'];

/** They change the simulator for all, or judge all: one after the other, when the rest is done. */
const alone = /simulator -- faults|verify-books|notices repair|deliveries replay --(all|kind)/;

/** By the manual of the simulator's CLI. */
const endsWithIds = /simulator -- (?!faults|keys|steady)(?!.*--(json|help))/;

const cliLine = /^(?:[A-Z_]+=\S+ )*npm run (?:-s )?(?:operator|simulator) -- \S/;
const scriptOf = (line: string): string => /\bnpm (?:run )?(?:-s )?([a-z\d:]+)/.exec(line)?.[1] ?? line;

describe('the commands that documents and --help show', () => {
  const name = 'shown';
  const clone = new Clone(name);
  let wallet: Wallet;
  let helps: Help[];
  let commands: ShownCommand[];

  async function start(): Promise<void> {
    rotatedKeys(join(clone.stackDir, 'keys'));
    wallet = await startWallet(name, { env: { common: { OPERATOR_AUTH: 'oidc' } } });
    await wallet.changeKeys({ signWith: '2' });
    const words = JSON.parse(wallet.stack.operatorTokenCommand ?? '[]') as string[];
    const token = await clone.bash(`LOCAL_OPERATOR=stack ${words.map((word) => `'${word}'`).join(' ')}`);
    for (const file of Object.values(wallet.stack.operatorTokenFiles)) writeFileSync(file, token.stdout);
    await eventually(async () => {
      const order = new EasyPayOrder(wallet, await wallet.customer());
      expect(resultOf(await order.evaluate())).toBe('S SUCCESS');
    });
  }

  beforeAll(async () => {
    cpSync(join(repository, 'tools/local-stack/demo-customers.csv'), join(clone.folder, 'customers.csv'));
    const own = npmScripts.filter((script) => !withoutHelp.includes(script));
    [, helps] = await Promise.all([start(), helpsOf(clone, own)]);
    commands = shownCommands(helps);
  }, 120_000);
  afterAll(async () => {
    await wallet?.stop();
    rmSync(clone.folder, { recursive: true });
  }, 60_000);

  /** What went wrong; undefined: nothing. */
  async function run({ line, where }: ShownCommand): Promise<string | undefined> {
    const real = await withSubjects(wallet, line);
    const { code, stdout, stderr } = await clone.bash(withoutNpm(real));
    const hasIds = !endsWithIds.test(line) || /\n\w+Id=\d+( \w+Id=\d+)*\n$/.test(stdout);
    return code === 0 && hasIds ? undefined : `${where}: ${real}\nexit code ${code}: ${(stdout + stderr).slice(-500)}`;
  }
  const failures = (outcomes: readonly (string | undefined)[]) => outcomes.filter((each) => each !== undefined);

  it('has an example in every --help of a command', () => {
    const short = ['build', 'lint', 'reset'];
    const without = helps.filter(({ below, text }) => below.length === 0 && !/^Examples?:\n {2}/m.test(text));
    expect(without.map(({ command }) => command).toSorted()).toEqual(short);
  });

  it('runs each that can be, and every one does what it says', async () => {
    const mine = commands.filter(({ line, where, isWhole }) => {
      const isElsewhere = (isWhole && where in runElsewhere) || elsewhere.some(([pattern]) => pattern.test(line));
      return cliLine.test(line) && !isElsewhere;
    });
    expect(mine.length).toBeGreaterThan(100);
    const together = await inParallel(
      mine.filter(({ line }) => !alone.test(line)),
      run,
    );
    const last: (string | undefined)[] = [];
    for (const command of mine.filter(({ line }) => alone.test(line))) last.push(await run(command));
    expect(failures([...together, ...last])).toEqual([]);
  }, 240_000);

  it('ends with an id that the logs know, also when the first call is refused', async () => {
    const { loginId } = await wallet.customer();
    const line = `npm run simulator -- easy-pay --amount 99999999 --login-id ${loginId}`;
    const { code, stdout } = await clone.bash(withoutNpm(line));
    const [, id = 'none'] = /^paymentRequestId=(\d+)$/m.exec(stdout) ?? [];
    const log = readFileSync(join(clone.stackDir, 'logs/payments-1.log'), 'utf8').split('\n');
    expect([code, log.find((each) => each.includes(id))]).toEqual([1, expect.stringContaining('SingleLimitExceeded')]);
  });

  it('knows why each other one is not run', () => {
    const others = commands.filter(
      ({ line, where, isWhole }) => isWhole && !(where in runElsewhere) && !cliLine.test(line),
    );
    expect(others.filter(({ line }) => !(scriptOf(line) in notRun))).toEqual([]);
  });

  /** What a command says that is not there. */
  function unknownIn(line: string): string[] {
    if (!/\bnpm /.test(line)) return [];
    const script = scriptOf(line);
    const [, after = ''] = line.split(/ -- /);
    const [before = ''] = line.split(/\bnpm /);
    const settings = [...before.matchAll(/\b([A-Z_]+)=/g)].map(([, setting = '']) => setting);
    const options = cliLine.test(line)
      ? []
      : [...after.matchAll(/(?<!\S)--[a-z][a-z0-9-]*/g)].map(([option]) => option);
    const [help] = helps
      .filter(({ command }) => `${script} ${after} `.startsWith(`${command} `))
      .toSorted((one, other) => other.command.length - one.command.length);
    return [
      ...(npmScripts.includes(script) || script === 'install' ? [] : [script]),
      ...settings.filter((setting) => !doc('docs/settings.md').includes(`\`${setting}\``)),
      ...options.filter((option) => !new RegExp(`${option}\\b`).test(help?.text ?? '')),
    ];
  }

  it('shows only scripts, options and settings that there are', () => {
    const wrong = commands.map(({ line, where }) => ({ line, where, unknown: unknownIn(line) }));
    expect(wrong.filter(({ unknown }) => unknown.length > 0)).toEqual([]);
  });

  it('shows only specs that there are', () => {
    const config = readFileSync(join(repository, 'jest.config.cjs'), 'utf8');
    const stages = [...config.matchAll(/displayName: '(\w+)'/g)].map(([, stage]) => stage);
    const jest = commands.filter(({ line }) => line.startsWith('npx jest'));
    const parts = jest.map(({ line }) => /^npx jest (\S+) --selectProjects (\S+)$/.exec(line) ?? []);
    expect(
      parts.filter(([, path = '', stage = '']) => !(existsSync(join(repository, path)) && stages.includes(stage))),
    ).toEqual([]);
    expect(parts).not.toEqual([]);
  });

  it.each(Object.entries(runElsewhere))('the blocks of %s are run by %s', (file, specs) => {
    for (const spec of specs) expect(readFileSync(join(__dirname, `${spec}.e2e.spec.ts`), 'utf8')).toContain(file);
  });
});
