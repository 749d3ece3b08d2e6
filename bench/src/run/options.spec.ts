import { resolve } from 'node:path';
import { CommanderError } from 'commander';
import { benchCommand, parseOptions } from './options';

const silent = () =>
  benchCommand()
    .exitOverride()
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined });

const now = new Date('2026-01-02T03:04:05.678Z');

describe('the command line', () => {
  it('measures everything without options', () => {
    expect(parseOptions([], now)).toEqual({
      parts: ['floor', 'evaluations', 'flows', 'agreement', 'peer', 'overload'],
      seconds: 8,
      jsonFile: resolve(__dirname, '../../results/2026-01-02T03-04-05.678Z.json'),
      levels: [1, 16, 64],
      profiled: [],
      orders: 0,
    });
  });

  it('takes parts, length, file and profiles', () => {
    const args = [
      '--only',
      'flows',
      '--only',
      'floor',
      '--seconds',
      '0.5',
      '--json',
      'a.json',
      '--profile',
      'peer',
      '--in-flight',
      '8',
    ];
    expect(parseOptions(args, now)).toEqual({
      parts: ['floor', 'flows'],
      seconds: 0.5,
      jsonFile: resolve('a.json'),
      levels: [8],
      profiled: ['peer'],
      orders: 0,
    });
  });

  it('takes a number of orders to load', () => {
    expect(parseOptions(['--orders', '600000', '--seconds', '30'], now)).toMatchObject({
      orders: 600_000,
      seconds: 30,
    });
  });

  it('gives the gateway more of the machine', () =>
    expect(parseOptions(['--gateway-nice', '-12'], now)).toMatchObject({ gatewayNice: -12 }));

  it('explains itself', () =>
    expect(() => parseOptions(['--help'], now, silent())).toThrow(expect.objectContaining({ exitCode: 0 }) as Error));

  it.each([
    [['--only', 'tokens']],
    [['--seconds', 'long']],
    [['--seconds', '0']],
    [['--in-flight', '101']],
    [['--profile', 'kafka']],
    [['--gateway-nice', '-21']],
    [['--gateway-nice', '0.5']],
    [['--orders', '-1']],
    [['--orders', '1000', '--only', 'peer']],
    [['x']],
  ])('refuses %j', (args) => expect(() => parseOptions(args, now, silent())).toThrow(CommanderError));
});
