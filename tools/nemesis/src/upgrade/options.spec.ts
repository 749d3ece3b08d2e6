import { CommanderError } from 'commander';
import { parseUpgradeOptions, upgradeCommand } from './options';

const silent = () =>
  upgradeCommand()
    .exitOverride()
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined });

describe('the options of the upgrade', () => {
  it('have defaults: both walks at 20 payments a second', () => {
    expect(parseUpgradeOptions([])).toEqual({
      seconds: 10,
      rate: 20,
      seed: 1,
      walk: ['previous', 'next'],
      json: false,
    });
  });

  it('are read', () => {
    const args = [
      '--seconds',
      '5',
      '--rate',
      '7',
      '--seed',
      '3',
      '--walk',
      'next',
      '--strict-readers',
      'auth',
      '--json',
    ];
    const read = { seconds: 5, rate: 7, seed: 3, walk: ['next'], strictReaders: 'auth', json: true };
    expect(parseUpgradeOptions(args)).toEqual(read);
  });

  it.each([
    ['--seconds', '0'],
    ['--rate', 'many'],
    ['--walk', 'sideways'],
    ['--strict-readers', 'simulator'],
    ['--speed', '1'],
  ])('refuse %s %s', (...args) => {
    expect(() => parseUpgradeOptions(args, silent())).toThrow(CommanderError);
  });
});
