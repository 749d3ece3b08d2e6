import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const failpoints = join(__dirname, '../dist/failpoints.js');
const program = `
  const { channel } = require('node:diagnostics_channel');
  for (const name of ['a.first', 'a.second', 'a.second']) {
    channel('wallet.milestone').publish({ name });
    require('node:fs').writeSync(1, name + ' ');
  }
`;
const run = (FAILPOINT?: string) =>
  spawnSync(process.execPath, ['--require', failpoints, '-e', program], {
    env: { ...(FAILPOINT && { FAILPOINT }) },
    encoding: 'utf8',
  });

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

  it('with a typing error is refused', () => {
    expect(run('a.first:kill').stderr).toContain('is not <milestone>:hit=<n>:kill');
  });
});
