import { CommanderError } from 'commander';
import { nemesisCommand, parseOptions } from './options';

const silent = () =>
  nemesisCommand()
    .exitOverride()
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined });

describe('the options of the nemesis', () => {
  it('have defaults, and a seed of their own', () => {
    expect(parseOptions([])).toMatchObject({ seconds: 90, rate: 10, json: false, seed: expect.any(Number) as number });
  });

  it('are read', () => {
    const args = ['--seconds', '600', '--seed', '42', '--rate', '30', '--two-of-each', '--json'];
    expect(parseOptions(args)).toEqual({ seconds: 600, seed: 42, rate: 30, twoOfEach: true, json: true });
  });

  it('are explained', () => {
    expect(() => parseOptions(['--help'], silent())).toThrow(expect.objectContaining({ exitCode: 0 }) as Error);
  });

  it.each([
    ['--seconds', '5'],
    ['--seconds', 'soon'],
    ['--seed', '-1'],
    ['--seed', '1.5'],
    ['--rate', '0'],
    ['--speed', '1'],
  ])('refuse %s %s', (...args) => {
    expect(() => parseOptions(args, silent())).toThrow(CommanderError);
  });
});
