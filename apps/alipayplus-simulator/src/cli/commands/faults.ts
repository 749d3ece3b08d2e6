import { InvalidArgumentError, type Command } from 'commander';
import { faultyEndpoints } from '../../faults/fault-rules';
import type { FaultsInForce } from '../../faults/faults';
import { readStackFile } from '../config';
import type { CommonOptions } from '../run';
import { SimulatorClient } from '../simulator-client';

interface FaultsFlags extends CommonOptions {
  readonly seed?: number;
  readonly off?: boolean;
}

async function faults(list: string | undefined, { seed, off, json }: FaultsFlags): Promise<void> {
  if (list !== undefined && off) throw new Error('give faults or --off');
  const client = new SimulatorClient(readStackFile().simulator.baseUrl);
  const wanted = off ? '' : list;
  const inForce = wanted === undefined ? await client.faults() : await client.setFaults(wanted, seed);
  process.stdout.write(`${json ? JSON.stringify(inForce, undefined, 2) : describe(inForce)}\n`);
}

function describe({ faults, seed, struck }: FaultsInForce): string {
  const counts = Object.entries(struck).map(([name, count]) => `\n  ${name}: ${count}`);
  return faults === '' ? 'No faults are in force.' : `In force: ${faults} (seed ${seed})${counts.join('')}`;
}

function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('give a whole number');
}

const help = `
Each of the list is [endpoint=]fault[@rate | *count]; without rate and count it strikes each call.
  endpoint  ${faultyEndpoints.join(', ')}; else all
  fault     U, F, F:CODE, late[:ms], hang, twice, drop, rst, half, error[:status], redirect, html, huge,
            gzip-bomb, unsigned, wrong-signature, stale[:ms], misdirected

Examples:
  npm run simulator -- faults late:4900@0.1,rst@0.05,hang@0.01 --seed 7
  npm run simulator -- faults 'notifyPayment=F:ACCESS_DENIED*3'
  npm run simulator -- faults --off`;

/** The command that makes Alipay+ answer wrongly. */
export function faultCommands(program: Command): void {
  program
    .command('faults')
    .description("Sets how Alipay+ answers the wallet's calls wrongly; without a list shows what is in force.")
    .argument('[list]', 'comma list of faults')
    .option('--seed <number>', 'the same seed strikes the same calls', wholeNumber)
    .option('--off', 'no more faults')
    .option('--json', 'print them as JSON', false)
    .addHelpText('after', help)
    .action(faults);
}
