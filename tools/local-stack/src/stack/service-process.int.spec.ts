import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../processes/ports';
import { NodeProcess } from './service-process';

const root = mkdtempSync(join(tmpdir(), 'releases-'));
afterAll(() => rmSync(root, { recursive: true }));

/** The build of a release whose otp tells its name and where it runs. */
function release(name: string): string {
  const dir = join(root, name);
  mkdirSync(join(dir, 'apps/otp/dist'), { recursive: true });
  const ready = `JSON.stringify({ ready: true, name: '${name}', cwd: process.cwd(), setting: process.env.SETTING })`;
  const program = `require('node:http').createServer((_, answer) => answer.end(${ready})).listen(process.env.HEALTH_PORT, '127.0.0.1')`;
  writeFileSync(join(dir, 'apps/otp/dist/main.js'), program);
  return dir;
}

it('runs another release on the same port and with the same settings, and goes on with it', async () => {
  const [older, newer] = [release('older'), release('newer')];
  const healthPort = await freePort();
  const env = { HEALTH_PORT: String(healthPort), SETTING: 'kept' };
  const plan = { name: 'otp-1', service: 'otp', nodeArgs: [], env, healthPort, release: older } as const;
  const died: string[] = [];
  const process = new NodeProcess({ ...plan, logFile: join(root, 'otp-1.log') }, (_, how) => died.push(how));
  const told = async () => (await fetch(`${process.healthUrl}/readyz`)).json() as Promise<Record<string, string>>;
  try {
    await process.waitReady();
    expect(await told()).toMatchObject({ name: 'older', cwd: older, setting: 'kept' });
    await process.runRelease(newer);
    expect(await told()).toMatchObject({ name: 'newer', cwd: newer, setting: 'kept' });
    await process.restart();
    expect(await told()).toMatchObject({ name: 'newer' });
    expect(died).toEqual([]);
  } finally {
    await process.kill();
  }
}, 30_000);
