import { FakeEndpoint, runCli } from '../../test/run-cli';
import type { Cli } from './cli';
import { exitCodes } from '../terminal/exit';

const replayed = { id: '0-7', replayedAt: '2026-11-22T10:00:00.000Z' };
const why = ['--reason', 'mended'];

describe('a command that changes something', () => {
  let endpoint: FakeEndpoint;
  beforeEach(() => {
    endpoint = new FakeEndpoint(() => replayed);
  });
  const run = (args: readonly string[], given: Partial<Cli> = {}) =>
    runCli(['dead-letters', 'replay', '0-7', '--service', 'otp', ...args], endpoint, { user: 'olga', ...given });

  it.each([
    ['no reason', ['--yes'], {}, 'say why'],
    ['an empty reason', ['--yes', '--reason', ' '], {}, 'say why'],
    ['nobody who does it', ['--yes', ...why], { user: undefined }, 'say who you are: give --operator, or set USER'],
    ['an empty name', ['--yes', '--operator', ' ', ...why], {}, 'give --operator, or set USER'],
    ['an empty USER', ['--yes', ...why], { user: '' }, 'give --operator, or set USER'],
    ['no terminal and no --yes', why, {}, 'add --yes'],
  ])('is not done with %s', async (_name, args, given, words) => {
    const { exitCode, err } = await run(args, given);
    expect([exitCode, err]).toEqual([exitCodes.usage, expect.stringContaining(words)]);
    expect(endpoint.calls).toEqual([]);
  });

  it.each(['', 'y', 'no', 'YES'])('is not done when the answer is %j', async (answer) => {
    const { exitCode, out, err } = await run(why, { ask: () => Promise.resolve(answer) });
    expect([exitCode, out, err]).toEqual([exitCodes.refused, '', 'error: not done\n']);
    expect(endpoint.calls).toEqual([]);
  });

  it('is done after a yes at the terminal, in the name of who typed it', async () => {
    const questions: string[] = [];
    const ask = (question: string) => Promise.resolve(questions.push(question) === 1 ? ' yes ' : '');
    expect((await run(why, { ask })).exitCode).toBe(exitCodes.ok);
    expect(questions).toEqual(['Send dead letter 0-7 of otp to its topic again.\nType yes: ']);
    expect(endpoint.calls).toEqual([['/operator/v1/dead-letters/0-7/replay', { operator: 'olga', reason: 'mended' }]]);
  });

  it('is done with --yes, in the name that is given', async () => {
    await run([...why, '--yes', '--operator', 'omar']);
    expect(endpoint.calls).toMatchObject([[expect.anything(), { operator: 'omar' }]]);
  });
});
