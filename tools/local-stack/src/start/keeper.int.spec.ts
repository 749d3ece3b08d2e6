import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryDir } from '../basics/repository';
import { freePort } from '../processes/ports';
import { ensureKeys } from '../stack/keys';
import { NodeProcess } from '../stack/service-process';
import { rowOf } from '../stack/services';
import { identitiesOf } from '../stack/settings';
import { Keeper } from './keeper';

const dir = mkdtempSync(join(tmpdir(), 'keeper-'));
const lines: string[] = [];
const keeper = new Keeper((line) => void lines.push(line));
let simulator: NodeProcess;

/** A process of ours that needs no server. */
beforeAll(async () => {
  const [healthPort, port] = [await freePort(), await freePort()];
  const surroundings = { gatewayUrls: ['http://127.0.0.1:1'], simulatorUrl: undefined, ...identitiesOf({}) };
  const env = {
    ...rowOf('simulator').settings({ ...surroundings, keys: await ensureKeys(dir, {}) }),
    PORT: String(port),
    HEALTH_PORT: String(healthPort),
  };
  const plan = {
    name: 'simulator-1',
    service: 'simulator',
    nodeArgs: [],
    env,
    healthPort,
    release: repositoryDir,
  } as const;
  simulator = new NodeProcess({ ...plan, logFile: join(dir, 'simulator-1.log') }, (process, how) =>
    keeper.died(process, how),
  );
  await simulator.waitReady();
}, 60_000);

afterAll(async () => {
  keeper.stop();
  await simulator.kill();
  rmSync(dir, { recursive: true });
});

async function line(text: string, count: number): Promise<void> {
  while (lines.filter((each) => each.includes(text)).length < count) await new Promise((r) => setTimeout(r, 20));
}

test('a process that dies is started again three times a minute, later each time; then it is told why not', async () => {
  for (const death of [1, 2, 3]) {
    const { pid } = simulator;
    process.kill(pid, 'SIGKILL');
    await line('runs again', death);
    expect(simulator.pid).not.toBe(pid);
    await simulator.waitReady();
  }
  const told = lines.filter((each) => each.includes('stopped by itself'));
  expect(told.map((each) => /again in (\d+ s \(\d of 3)/.exec(each)?.[1])).toEqual([
    '1 s (1 of 3',
    '2 s (2 of 3',
    '4 s (3 of 3',
  ]);
  expect(told[0]).toContain(`simulator-1 stopped by itself (SIGKILL), see ${simulator.logFile}`);
  process.kill(simulator.pid, 'SIGKILL');
  await expect(keeper.gaveUp).rejects.toThrow(
    /^simulator-1 stopped by itself \(SIGKILL\), the last of 4 times within a minute; the end of .*simulator-1\.log:\n.*the simulator listens/s,
  );
}, 90_000);
