import type { Command } from 'commander';
import type { KeysInForce } from '../../keys/keys';
import { readStackFile } from '../config';
import { keyVersion, keyVersions } from '../options';
import type { CommonOptions } from '../run';
import { SimulatorClient } from '../simulator-client';

interface KeysFlags extends CommonOptions {
  readonly signWith?: string;
  readonly retired?: readonly string[];
}

async function keys({ json, signWith, retired }: KeysFlags): Promise<void> {
  const client = new SimulatorClient(readStackFile().simulator.baseUrl);
  const isChange = signWith !== undefined || retired !== undefined;
  const inForce = isChange ? await client.changeKeys({ signWith, retired }) : await client.keys();
  process.stdout.write(`${json ? JSON.stringify(inForce, undefined, 2) : describe(inForce)}\n`);
}

const list = (versions: readonly string[]): string => versions.join(', ') || 'none';

const describe = ({ signWith, alipayplus, wallet, retired }: KeysInForce): string =>
  `Alipay+ signs with version ${signWith} of ${list(alipayplus)}.
The wallet's key has the versions ${list(wallet)}; retired: ${list(retired)}.`;

const help = `
Version 2 of a key is a file beside the first one: alipayplus-private.2.pem, wallet-public.2.pem.

Examples:
  npm run simulator -- keys --sign-with 2
  npm run simulator -- keys --sign-with newest --retired 1
  npm run simulator -- keys --retired none`;

/** The command about the keys of both sides. */
export function keyCommands(program: Command): void {
  program
    .command('keys')
    .description('Reads the keys again and sets which versions are used; without an option shows what is in force.')
    .option('--sign-with <version>', 'what Alipay+ signs with: a version, or newest', keyVersion)
    .option('--retired <versions>', "comma list: versions of the wallet's key that are no longer accepted", keyVersions)
    .option('--json', 'print them as JSON', false)
    .addHelpText('after', help)
    .action(keys);
}
