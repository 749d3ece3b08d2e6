/**
 * `node --require <this file> dist/main.js` with `FAILPOINT=<milestone>:hit=<n>:kill`: the process kills itself with
 * SIGKILL when it reaches the milestone for the n-th time. No production entry imports this file.
 */
import { subscribe } from 'node:diagnostics_channel';

const failpoint = process.env['FAILPOINT'];

if (failpoint) {
  const [, name, hit] = /^([a-z0-9.-]+):hit=([1-9]\d*):kill$/.exec(failpoint) ?? [];
  if (!name) throw new Error(`FAILPOINT=${failpoint} is not <milestone>:hit=<n>:kill`);
  let left = Number(hit);
  subscribe('wallet.milestone', (reached) => {
    if ((reached as { name: string }).name === name && --left === 0) process.kill(process.pid, 'SIGKILL');
  });
}
