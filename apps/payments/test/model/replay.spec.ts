import { replayedSeed } from './config';
import { runSeed } from './run-seed';

const seed = replayedSeed || 4_711;

it('a seed gives the same trace again, and another one another', async () => {
  const { trace } = await runSeed(seed);
  if (replayedSeed) process.stdout.write(`${trace.lines.join('\n')}\n`);
  expect((await runSeed(seed)).trace.hash).toBe(trace.hash);
  expect((await runSeed(seed + 1)).trace.hash).not.toBe(trace.hash);
}, 60_000);
