import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const failpoints = join(__dirname, '../dist/failpoints.js');
const program = `
  const { channel } = require('node:diagnostics_channel');
  for (const name of ['a.first', 'a.second', 'a.second']) {
    channel('wallet.milestone').publish({ name });
    require('node:fs').writeSync(1, name + ' ');
  }
`;
const runIn = (env: NodeJS.ProcessEnv) =>
  spawnSync(process.execPath, ['--require', failpoints, '-e', program], { env, encoding: 'utf8' });
const run = (FAILPOINT?: string) => runIn({ ...(FAILPOINT && { FAILPOINT }) });

describe('a failpoint', () => {
  it.each([
    ['a.first:hit=1:kill', ''],
    ['a.second:hit=1:kill', 'a.first '],
    ['a.second:hit=2:kill', 'a.first a.second '],
  ])('%s kills the process before its next step', (failpoint, output) => {
    expect(run(failpoint)).toMatchObject({ signal: 'SIGKILL', stdout: output });
  });

  it.each([undefined, 'a.third:hit=1:kill', 'a.second:hit=3:kill'])('%s lets it end', (failpoint) => {
    expect(run(failpoint)).toMatchObject({ status: 0, stdout: 'a.first a.second a.second ' });
  });

  it('is read from a file, if there is one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'failpoint-'));
    const FAILPOINT_FILE = join(folder, 'failpoint');
    expect(runIn({ FAILPOINT_FILE })).toMatchObject({ status: 0 });
    writeFileSync(FAILPOINT_FILE, 'a.second:hit=2:kill');
    expect(runIn({ FAILPOINT_FILE })).toMatchObject({ signal: 'SIGKILL', stdout: 'a.first a.second ' });
    // Whoever comes next is spared.
    expect(runIn({ FAILPOINT_FILE })).toMatchObject({ status: 0 });
    rmSync(folder, { recursive: true });
  });

  it('with a typing error is refused', () => {
    expect(run('a.first:kill').stderr).toContain('is not <milestone>:hit=<n>:<kill|stop>');
  });
});
