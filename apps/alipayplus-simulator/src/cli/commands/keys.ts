import type { Command } from 'commander';
import type { KeysInForce } from '../../keys/keys';
import { readStackFile } from '../config';
import { newRequestId, orderReference } from '../../alipayplus/easy-pay-requests';
import { exactKeyVersion, keyVersion, keyVersions } from '../options';
import { run, type CommonOptions } from '../run';
import { SimulatorClient } from '../simulator-client';

interface KeysFlags extends CommonOptions {
  readonly signWith?: string;
  readonly retired?: readonly string[];
  readonly refused?: string;
}

async function keys(flags: KeysFlags): Promise<void> {
  const { json, signWith, retired, refused } = flags;
  const { simulator, acquirerId, pspId } = readStackFile();
  const client = new SimulatorClient(simulator.baseUrl);
  const inForce = await client.changeKeys({ signWith, retired });
  if (!json || refused === undefined)
    process.stdout.write(`${json ? JSON.stringify(inForce, undefined, 2) : describe(inForce)}\n`);
  if (refused === undefined) return;
  await run(flags, async (transcript) => {
    const inquiry = orderReference({ acquirerId, pspId }, newRequestId());
    const exchange = await client.call('inquiryPayment', inquiry, { keyVersion: refused });
    transcript.exchange(`Inquire with key ${refused}`, exchange, 'KEY_NOT_FOUND');
  });
}

const list = (versions: readonly string[]): string => versions.join(', ') || 'none';

const describe = ({ signWith, alipayplus, wallet, retired, unusable }: KeysInForce): string =>
  `Alipay+ signs with version ${signWith} of ${list(alipayplus)}.
The wallet's key has the versions ${list(wallet)}; retired: ${list(retired)}.${unusable.map((file) => `\n${file} is no RSA key.`).join('')}`;

const help = `
Version 2 of a key is a file beside the first one: alipayplus-private.2.pem, wallet-public.2.pem.

Examples:
  npm run simulator -- keys --sign-with 2
  npm run simulator -- keys --sign-with newest --retired 1
  npm run simulator -- keys --retired none
  npm run simulator -- keys --refused 1`;

/** The command about the keys of both sides. */
export function keyCommands(program: Command): void {
  program
    .command('keys')
    .description('Reads the keys again and sets which versions are used; shows what is in force.')
    .option('--sign-with <version>', 'what Alipay+ signs with: a version, or newest', keyVersion)
    .option('--retired <versions>', "comma list: versions of the wallet's key that are no longer accepted", keyVersions)
    .option(
      '--refused <version>',
      'call the wallet with this version of our key, which it must refuse',
      exactKeyVersion,
    )
    .option('--json', 'print them as JSON', false)
    .addHelpText('after', help)
    .action(keys);
}
